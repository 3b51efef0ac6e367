package io.tidegate.store;

import io.tidegate.change.ChangeId;
import io.tidegate.flow.Effects;
import io.tidegate.flow.RunPlaces;
import io.tidegate.flow.Transactions;
import io.tidegate.run.Crowd;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Places for runs as rows of {@code run_place}. Nobody gives a place back: one counts as long as the effect that creates its
 * run, follows it or stops it is open, so that no crash can lose it and none is kept for ever.
 */
@Singleton
public final class PostgresRunPlaces implements RunPlaces {
    /** The run was created and its effects are not wanted yet, or what waits has not asked again yet. */
    static final String GOES_ON = """
            CASE
                WHEN EXISTS (SELECT 1 FROM effect e WHERE e.repository = p.repository AND e.pull = p.pull
                    AND e.key = p.effect AND e.done < e.wanted)
                    THEN p.taken IS NOT NULL OR p.asked > now() - interval '1 minute'
                WHEN p.run IS NULL THEN false
                WHEN EXISTS (SELECT 1 FROM effect e WHERE e.repository = p.repository AND e.pull = p.pull
                    AND e.key IN ('follow-run/' || p.run, 'stop-run/' || p.run))
                    THEN EXISTS (SELECT 1 FROM effect e WHERE e.repository = p.repository AND e.pull = p.pull
                        AND e.key IN ('follow-run/' || p.run, 'stop-run/' || p.run) AND e.done < e.wanted)
                ELSE p.taken > now() - interval '5 minutes'
            END""";

    private final Database database;
    private final Transactions transactions;

    public PostgresRunPlaces(Database database, Transactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    private record Place(long number, boolean real, boolean taken, boolean own) {}

    @Override
    public Optional<Crowd> take(Effects.Claimed claimed, String organization, RunKind kind, int most) {
        return transactions.inOne(() -> {
            // One at a time for each organisation, whichever replica asks: two must not both see the last place free.
            database.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 7))", row -> true, organization);
            database.update("DELETE FROM run_place p WHERE organization = ? AND NOT (" + GOES_ON + ")", organization);
            ask(claimed, organization, kind);
            return seat(claimed, organization, kind, most);
        });
    }

    private void ask(Effects.Claimed claimed, String organization, RunKind kind) {
        ChangeId change = claimed.change();
        database.update(
                """
                INSERT INTO run_place (organization, repository, pull, effect, real) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (repository, pull, effect) DO UPDATE SET asked = now()""",
                organization,
                change.repository(),
                change.number(),
                claimed.effect().key(),
                kind == RunKind.REAL);
    }

    private Optional<Crowd> seat(Effects.Claimed claimed, String organization, RunKind kind, int most) {
        ChangeId change = claimed.change();
        List<Place> places = database.query(
                """
                SELECT number, real, taken IS NOT NULL AS taken, repository = ? AND pull = ? AND effect = ? AS own
                FROM run_place WHERE organization = ? ORDER BY number""",
                PostgresRunPlaces::place,
                change.repository(),
                change.number(),
                claimed.effect().key(),
                organization);
        if (places.stream().anyMatch(place -> place.own() && place.taken())) {
            return Optional.empty();
        }
        int share = kind == RunKind.REAL || most == 1 ? most : most - 1;
        long used = places.stream().filter(Place::taken).count();
        long plans =
                places.stream().filter(place -> place.taken() && !place.real()).count();
        long before = places.stream()
                .filter(place -> !place.taken() && !place.own())
                .filter(place -> isBefore(place, places, kind))
                .count();
        boolean room = kind == RunKind.REAL ? used + before < most : used + before < most && plans + before < share;
        if (!room) {
            return Optional.of(new Crowd((int) Math.min(used, most), most));
        }
        database.update(
                "UPDATE run_place SET taken = now() WHERE repository = ? AND pull = ? AND effect = ?",
                change.repository(),
                change.number(),
                claimed.effect().key());
        return Optional.empty();
    }

    /** Real ones go before speculative ones, and of one kind those that asked first. */
    private static boolean isBefore(Place other, List<Place> places, RunKind kind) {
        boolean real = kind == RunKind.REAL;
        long own = places.stream()
                .filter(Place::own)
                .findFirst()
                .map(Place::number)
                .orElse(Long.MAX_VALUE);
        return other.real() == real ? other.number() < own : other.real();
    }

    @Override
    public void created(Effects.Claimed claimed, RunId run) {
        database.update(
                "UPDATE run_place SET run = ? WHERE repository = ? AND pull = ? AND effect = ?",
                run.text(),
                claimed.change().repository(),
                claimed.change().number(),
                claimed.effect().key());
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getLong("number"), row.getBoolean("real"), row.getBoolean("taken"), row.getBoolean("own"));
    }
}
