CREATE TABLE organization_file (
    installation bigint      PRIMARY KEY,
    commit       text        NOT NULL,
    sound        text,
    seen         timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE organization_file IS 'That an account''s own configuration was seen: from then on nothing is applied while it cannot be read.';
COMMENT ON COLUMN organization_file.sound IS 'Its text when it was last without errors; it goes on restricting what is planned.';
