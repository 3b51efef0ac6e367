package io.tidegate.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Whether the database can be used. Who is only busy stays ready: its work is done no sooner where nobody sends it
 * anything, and where all are busy nobody would be left.
 */
@Readiness
@Singleton
final class DatabaseReady implements HealthCheck {
    /** Twice this is below the 5 s that a probe waits. */
    static final int PATIENCE_SECONDS = 2;

    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final Database pool;
    private final Database beside;
    private final EmbeddedDatabase.Access access;
    private final int patience;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    @Inject
    DatabaseReady(Database pool, DatabaseSettings settings) {
        this(
                pool,
                new EmbeddedDatabase.Access(
                        settings.url().orElse(""),
                        settings.username().orElse(""),
                        settings.password().orElse("")),
                PATIENCE_SECONDS);
    }

    /** @param patience how many seconds to wait for a connection of the pool, and then for one beside it */
    DatabaseReady(Database pool, EmbeddedDatabase.Access access, int patience) {
        PGSimpleDataSource source = DatabaseProbe.source(access, "tidegate probe");
        source.setLoginTimeout(patience);
        source.setSocketTimeout(patience);
        this.pool = pool;
        this.beside = new Database(source);
        this.access = access;
        this.patience = patience;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("database");
        try {
            ask().get(patience, TimeUnit.SECONDS);
            return response.up().build();
        } catch (ExecutionException failed) {
            return response.down().withData("why", why(failed)).build();
        } catch (TimeoutException late) {
            return busyOrAway(response.withData("pool", "no connection became free in " + patience + " s"));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return response.down().withData("why", "this process is stopping").build();
        }
    }

    /** However often it is asked for meanwhile, one waits: more would take the place of work. */
    private synchronized CompletableFuture<Boolean> ask() {
        if (asked.isDone()) {
            asked = CompletableFuture.supplyAsync(() -> isThere(pool), Thread::startVirtualThread);
        }
        return asked;
    }

    private HealthCheckResponse busyOrAway(HealthCheckResponseBuilder response) {
        try {
            return response.status(isThere(beside)).build();
        } catch (StoreFailure failed) {
            boolean full = failed.getCause() instanceof SQLException refused
                    && TOO_MANY_CONNECTIONS.equals(refused.getSQLState());
            return response.status(full).withData("why", why(failed)).build();
        }
    }

    private static boolean isThere(Database database) {
        return database.one("SELECT true", row -> row.getBoolean(1)).orElse(false);
    }

    private String why(Throwable failure) {
        return DatabaseUnusable.in(access, failure)
                .map(DatabaseUnusable::text)
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }
}
