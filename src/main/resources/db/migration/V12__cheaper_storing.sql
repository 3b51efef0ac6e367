-- A payload is written once and read once: making it smaller with PostgreSQL's own method costs more than all else of
-- storing it. Servers that are built without lz4, as the embedded one is, go on as before.
DO $$
BEGIN
    ALTER TABLE delivery ALTER COLUMN payload SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END
$$;

-- As they were, but in a language whose plans are kept: before PostgreSQL 18 a function in SQL is planned anew by each
-- statement that calls it.
CREATE OR REPLACE FUNCTION next_delivery_turn(of_rank smallint, of_party bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN 1 + GREATEST(
        (SELECT last_value FROM delivery_turn),
        coalesce((SELECT turn FROM delivery WHERE rank = of_rank AND party = of_party AND outcome IS NULL
            AND turn IS NOT NULL ORDER BY turn DESC LIMIT 1), 0));
END
$$;
CREATE OR REPLACE FUNCTION next_effect_turn(of_rank smallint, of_party bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN 1 + GREATEST(
        (SELECT last_value FROM effect_turn),
        coalesce((SELECT turn FROM effect WHERE rank = of_rank AND repository = of_party AND done < wanted
            AND turn IS NOT NULL ORDER BY turn DESC LIMIT 1), 0));
END
$$;
