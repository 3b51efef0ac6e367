-- In which order what waits is taken up (ADR 12), and what is left of the limits of GitHub and HCP Terraform.
-- A turn is a virtual time: each further row of one repository gets a later one, and a row that arrives now gets none
-- before what is being served. Rows that wait for a time have none until it has come.

CREATE SEQUENCE delivery_turn;
CREATE SEQUENCE effect_turn;
COMMENT ON SEQUENCE delivery_turn IS 'The latest turn that was taken up. Only read and moved on by setval.';
COMMENT ON SEQUENCE effect_turn IS 'As delivery_turn.';

ALTER TABLE delivery
    ADD COLUMN rank smallint NOT NULL DEFAULT 1 CHECK (rank IN (0, 1)),
    ADD COLUMN party bigint NOT NULL DEFAULT 0,
    ADD COLUMN turn bigint;
COMMENT ON COLUMN delivery.rank IS '0: a person waits for it; 1: a machine goes on by itself.';
COMMENT ON COLUMN delivery.party IS 'Id of the repository that it is about, 0 where it names none: parties take turns.';
COMMENT ON COLUMN delivery.turn IS 'Null until it is due.';
DROP INDEX delivery_waiting;
CREATE INDEX delivery_ready ON delivery (rank, turn, number) WHERE outcome IS NULL AND turn IS NOT NULL;
CREATE INDEX delivery_ready_of_party ON delivery (rank, party, turn) WHERE outcome IS NULL AND turn IS NOT NULL;
CREATE INDEX delivery_asleep ON delivery (due) WHERE outcome IS NULL AND turn IS NULL;
CREATE INDEX delivery_leased ON delivery (lease_until) WHERE outcome IS NULL AND lease_until IS NOT NULL;

ALTER TABLE effect
    ADD COLUMN rank smallint NOT NULL DEFAULT 1 CHECK (rank IN (0, 1)),
    ADD COLUMN turn bigint;
COMMENT ON COLUMN effect.rank IS 'As in delivery.';
COMMENT ON COLUMN effect.turn IS 'As in delivery, with the repository as the party.';
DROP INDEX effect_open;
CREATE INDEX effect_ready ON effect (rank, turn, number) WHERE done < wanted AND turn IS NOT NULL;
CREATE INDEX effect_ready_of_party ON effect (rank, repository, turn) WHERE done < wanted AND turn IS NOT NULL;
CREATE INDEX effect_asleep ON effect (due) WHERE done < wanted AND turn IS NULL;

-- Sorted, so that each is one step into an index however much waits.
CREATE FUNCTION next_delivery_turn(of_rank smallint, of_party bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT 1 + GREATEST(
        (SELECT last_value FROM delivery_turn),
        coalesce((SELECT turn FROM delivery WHERE rank = of_rank AND party = of_party AND outcome IS NULL
            AND turn IS NOT NULL ORDER BY turn DESC LIMIT 1), 0))
$$;
CREATE FUNCTION next_effect_turn(of_rank smallint, of_party bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT 1 + GREATEST(
        (SELECT last_value FROM effect_turn),
        coalesce((SELECT turn FROM effect WHERE rank = of_rank AND repository = of_party AND done < wanted
            AND turn IS NOT NULL ORDER BY turn DESC LIMIT 1), 0))
$$;

CREATE TABLE rate_budget (
    whose     text        PRIMARY KEY,
    remaining bigint      NOT NULL,
    most      bigint      NOT NULL,
    resets    timestamptz NOT NULL,
    held      timestamptz,
    told      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE rate_budget IS 'What is left of a limit as the last answers said, for all replicas. Written when it matters, not with each call.';
COMMENT ON COLUMN rate_budget.whose IS 'An installation of the App, or a digest of a token; never a token.';
COMMENT ON COLUMN rate_budget.held IS 'Until then nobody asks: the other side said so.';
