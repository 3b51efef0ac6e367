ALTER TABLE effect ADD COLUMN answered integer NOT NULL DEFAULT 0 CHECK (answered >= 0);
COMMENT ON COLUMN effect.answered IS 'Of its failures those that were an answer; those when nobody answered count for no refusal.';
