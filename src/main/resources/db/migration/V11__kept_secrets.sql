CREATE TABLE kept_secret (
    key    text        PRIMARY KEY,
    sealed bytea       NOT NULL,
    kept   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE kept_secret IS 'What the setup was asked to keep. Any other source of the configuration goes before it.';
COMMENT ON COLUMN kept_secret.key IS 'Of the configuration, for example tidegate.github.private-key.';
COMMENT ON COLUMN kept_secret.sealed IS 'Encrypted for this table, column and key; the key of the encryption is not in the database.';
