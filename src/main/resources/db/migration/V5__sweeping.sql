-- What looks for things that were lost, and what is no longer needed.

CREATE TABLE sweep (
    part        text        PRIMARY KEY CHECK (part <> ''),
    due         timestamptz NOT NULL DEFAULT now(),
    lease       bigint      NOT NULL DEFAULT 0,
    lease_until timestamptz,
    reached     timestamptz,
    since       timestamptz,
    page        text
);
COMMENT ON TABLE sweep IS 'The parts of the sweeper: one replica at a time does each, and some remember how far they came.';
COMMENT ON COLUMN sweep.reached IS 'Everything that GitHub delivered before, or failed to, has been looked at.';
COMMENT ON COLUMN sweep.since IS 'When the look was begun that goes on at page; null between two looks.';

-- What happened before this database was anybody's is not asked for: commands of that time are not ours to obey.
INSERT INTO sweep (part, reached)
SELECT 'webhooks', coalesce(max(received), now()) FROM delivery WHERE source = 'github';

CREATE TABLE sweep_try (
    what  text        PRIMARY KEY CHECK (what <> ''),
    times integer     NOT NULL DEFAULT 1 CHECK (times > 0),
    last  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE sweep_try IS 'How often the sweeper has tried to mend something: nothing is tried for ever.';

ALTER TABLE repository
    ADD COLUMN since  timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN looked timestamptz;
COMMENT ON COLUMN repository.since IS 'Pull requests from before are looked at when something happens to them, not by the sweeper.';
COMMENT ON COLUMN repository.looked IS 'When the sweeper last compared its open pull requests; null never.';

-- Of the document's text: PostgreSQL's own operators refuse all of it for half a surrogate pair in a title.
ALTER TABLE change
    ADD COLUMN open boolean NOT NULL GENERATED ALWAYS AS (strpos(state::text, '"life":"OPEN"') > 0) STORED;
COMMENT ON COLUMN change.open IS 'Whether it may be open; its state says for certain.';
CREATE INDEX change_open ON change (repository) WHERE open;

ALTER TABLE environment ADD COLUMN looked timestamptz;
COMMENT ON COLUMN environment.looked IS 'When the sweeper last looked for runs that nobody follows; null never.';

-- How long payloads are kept is configured now; the digest still tells a redelivery from something new.
ALTER TABLE delivery
    DROP COLUMN payload_until,
    ADD COLUMN payload_sha256 bytea;
COMMENT ON COLUMN delivery.payload_sha256 IS 'Of a payload that was emptied.';

CREATE INDEX delivery_kept ON delivery (received) WHERE payload IS NOT NULL AND outcome IS NOT NULL;
CREATE INDEX delivery_finished ON delivery (finished) WHERE outcome IS NOT NULL;
CREATE INDEX delivery_set_aside ON delivery (number) WHERE outcome = 'set aside';
CREATE INDEX effect_finished ON effect (finished) WHERE done = wanted;
CREATE INDEX effect_given_up ON effect (finished) WHERE outcome = 'given up' AND done = wanted;
CREATE INDEX external_object_open_check ON external_object (created) WHERE starts_with(purpose, 'open-check/') AND id <> 0;
