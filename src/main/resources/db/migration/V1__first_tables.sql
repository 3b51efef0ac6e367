-- Everything durable. Keys are GitHub's numeric ids (names change). Times are the database's own clock.

CREATE TABLE delivery (
    number        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source        text        NOT NULL CHECK (source <> ''),
    id            text        NOT NULL CHECK (id <> ''),
    kind          text        NOT NULL,
    payload       bytea,
    payload_until timestamptz NOT NULL DEFAULT now() + interval '30 days',
    codec         integer     NOT NULL DEFAULT 0,
    repository    bigint,
    pull          integer,
    received      timestamptz NOT NULL DEFAULT now(),
    due           timestamptz NOT NULL DEFAULT now(),
    tries         integer     NOT NULL DEFAULT 0 CHECK (tries >= 0),
    lease         bigint      NOT NULL DEFAULT 0,
    lease_until   timestamptz,
    outcome       text CHECK (outcome IN ('done', 'ignored', 'malformed', 'set aside')),
    reason        text,
    finished      timestamptz,
    CONSTRAINT delivery_once UNIQUE (source, id),
    CONSTRAINT delivery_change CHECK ((repository IS NULL) = (pull IS NULL)),
    CONSTRAINT delivery_ends_with_a_reason CHECK (outcome IS NULL OR reason IS NOT NULL),
    CONSTRAINT delivery_waits_with_its_payload CHECK (outcome IS NOT NULL OR payload IS NOT NULL)
);
COMMENT ON TABLE delivery IS 'The inbox: every webhook, notification and outcome of our own, once, until its consequences are committed.';
COMMENT ON COLUMN delivery.payload_until IS 'From then on the payload may be emptied; the row and its outcome stay.';
COMMENT ON COLUMN delivery.codec IS 'Version of the state codec for our own outcomes, 0 for payloads of others.';
COMMENT ON COLUMN delivery.lease IS 'Fence: grows with every claim; whoever holds a smaller one has lost the row.';
CREATE INDEX delivery_waiting ON delivery (number) WHERE outcome IS NULL;
CREATE INDEX delivery_waiting_of_change ON delivery (repository, pull, number) WHERE outcome IS NULL;

CREATE TABLE change (
    repository bigint      NOT NULL,
    pull       integer     NOT NULL CHECK (pull > 0),
    version    bigint      NOT NULL DEFAULT 0,
    codec      integer     NOT NULL,
    state      json        NOT NULL,
    updated    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (repository, pull)
);
COMMENT ON TABLE change IS 'One pull request. Locked before any environment.';

CREATE TABLE environment (
    workspace text PRIMARY KEY CHECK (workspace <> ''),
    version   bigint      NOT NULL DEFAULT 0,
    codec     integer     NOT NULL,
    state     json        NOT NULL,
    updated   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE environment IS 'What pull requests share about one workspace of HCP Terraform. Locked in the order of the ids.';

CREATE SEQUENCE effect_position;
CREATE TABLE effect (
    number        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repository    bigint      NOT NULL,
    pull          integer     NOT NULL,
    key           text        NOT NULL,
    lane          text        NOT NULL,
    kind          text        NOT NULL,
    codec         integer     NOT NULL,
    body          json        NOT NULL,
    installation  bigint      NOT NULL,
    owner         text        NOT NULL,
    name          text        NOT NULL,
    wanted        bigint      NOT NULL DEFAULT 1,
    done          bigint      NOT NULL DEFAULT 0,
    position      bigint      NOT NULL DEFAULT nextval('effect_position'),
    due           timestamptz NOT NULL DEFAULT now(),
    tries         integer     NOT NULL DEFAULT 0 CHECK (tries >= 0),
    failures      integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failing_since timestamptz,
    lease         bigint      NOT NULL DEFAULT 0,
    lease_until   timestamptz,
    outcome       text,
    reason        text,
    created       timestamptz NOT NULL DEFAULT now(),
    finished      timestamptz,
    CONSTRAINT effect_once UNIQUE (repository, pull, key),
    CONSTRAINT effect_never_ahead CHECK (done <= wanted)
);
COMMENT ON TABLE effect IS 'What is to be done outside. Open while done < wanted; a wish for an open one is one more generation of it.';
COMMENT ON COLUMN effect.position IS 'Order within the lane of a pull request; a new one whenever a finished effect opens again.';
COMMENT ON COLUMN effect.tries IS 'Claims whose outcome is not known to have been harmless; waiting does not count.';
CREATE INDEX effect_open ON effect (due) WHERE done < wanted;
CREATE INDEX effect_open_in_lane ON effect (repository, pull, lane, position) WHERE done < wanted;
CREATE INDEX effect_open_by_key ON effect (key) WHERE done < wanted;

CREATE TABLE external_object (
    repository bigint      NOT NULL,
    pull       integer     NOT NULL,
    purpose    text        NOT NULL CHECK (purpose <> ''),
    id         bigint      NOT NULL,
    created    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (repository, pull, purpose)
);
COMMENT ON TABLE external_object IS 'Ids of what was created on GitHub (comments, check runs, deployments), by purpose.';

CREATE TABLE audit (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT now(),
    repository bigint      NOT NULL,
    pull       integer     NOT NULL,
    what       text        NOT NULL,
    because    text        NOT NULL,
    facts      json        NOT NULL
);
COMMENT ON TABLE audit IS 'What was decided and why; rows are added, never changed or removed. Holds ids, names, times and digests only.';
CREATE INDEX audit_of_change ON audit (repository, pull, number);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit table is append-only: % is refused', TG_OP;
END
$$;
CREATE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_stays BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
