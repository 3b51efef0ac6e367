-- The audit log is written unsealed in the transaction of each decision; one sealer at a time chains its rows (ADR 11).

CREATE TABLE audit_seal (
    position bigint      PRIMARY KEY CHECK (position > 0),
    number   bigint      NOT NULL UNIQUE,
    sealed   timestamptz NOT NULL,
    digest   text        NOT NULL,
    seal     text        NOT NULL
);
COMMENT ON TABLE audit_seal IS 'The chain: each seal covers the one before it. Keyed; the key is not in the database.';
COMMENT ON COLUMN audit_seal.position IS 'From 1 without a gap, in the order of sealing; numbers of rows have gaps and commit out of order.';
COMMENT ON COLUMN audit_seal.sealed IS 'When the round began in which it was sealed: every row that was committed by then was sealed in it or before.';

CREATE TABLE audit_unsealed (
    number bigint PRIMARY KEY
);
COMMENT ON TABLE audit_unsealed IS 'Rows of the audit log that wait for their seal: whenever one commits, it is here.';

CREATE FUNCTION audit_waits_for_its_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (number) VALUES (NEW.number);
    RETURN NULL;
END
$$;
CREATE TRIGGER audit_row_waits AFTER INSERT ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_waits_for_its_seal();
INSERT INTO audit_unsealed (number) SELECT number FROM audit;

CREATE TRIGGER audit_seals_stay BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_seal_stays BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
