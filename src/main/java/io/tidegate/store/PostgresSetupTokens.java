package io.tidegate.store;

import io.tidegate.flow.SetupTokens;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The setup's token as the only row of {@code setup}; each change is one statement, so that one of two browsers wins. */
@Singleton
public final class PostgresSetupTokens implements SetupTokens {
    private final Database database;

    public PostgresSetupTokens(Database database) {
        this.database = database;
    }

    @Override
    public void issue(byte[] token, Instant expires) {
        database.update("""
                INSERT INTO setup (token, expires) VALUES (?, ?)
                ON CONFLICT (id) DO UPDATE SET token = excluded.token, expires = excluded.expires, session = NULL,
                    done = false""", token, utc(expires));
    }

    @Override
    public boolean begin(byte[] token, byte[] session, Instant now) {
        return database.update(
                        "UPDATE setup SET session = ? WHERE token = ? AND expires > ? AND NOT done",
                        session,
                        token,
                        utc(now))
                == 1;
    }

    @Override
    public boolean take(byte[] session, Instant now) {
        return database.update(
                        "UPDATE setup SET session = NULL WHERE session = ? AND expires > ? AND NOT done",
                        session,
                        utc(now))
                == 1;
    }

    @Override
    public void finish() {
        database.update("UPDATE setup SET done = true, session = NULL");
    }

    @Override
    public boolean open(Instant now) {
        return database.one("SELECT 1 FROM setup WHERE expires > ? AND NOT done", row -> true, utc(now))
                .isPresent();
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
