CREATE TABLE run_place (
    number       bigint      GENERATED ALWAYS AS IDENTITY,
    organization text        NOT NULL,
    repository   bigint      NOT NULL,
    pull         integer     NOT NULL,
    effect       text        NOT NULL,
    real         boolean     NOT NULL,
    run          text,
    taken        timestamptz,
    asked        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (repository, pull, effect)
);
COMMENT ON TABLE run_place IS 'Runs of ours that go on in an organisation of HCP Terraform, and what waits to begin one; ends with its effects.';
COMMENT ON COLUMN run_place.effect IS 'The key of the effect that creates the run.';
COMMENT ON COLUMN run_place.taken IS 'Null while it waits.';
COMMENT ON COLUMN run_place.asked IS 'What waits asks every few seconds: what has stopped asking holds nobody up.';
CREATE INDEX run_place_of_organization ON run_place (organization, number);
