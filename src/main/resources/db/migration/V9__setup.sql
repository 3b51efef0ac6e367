CREATE TABLE setup (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    token bytea NOT NULL CHECK (octet_length(token) = 32),
    expires timestamptz NOT NULL,
    session bytea CHECK (octet_length(session) = 32),
    done boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE setup IS 'The one token with which the GitHub App can be registered; digests only.';
COMMENT ON COLUMN setup.session IS 'Of the browser that gave the token; null until one did, and once its answer was taken.';
