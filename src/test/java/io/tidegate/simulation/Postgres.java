package io.tidegate.simulation;

import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Stores;
import io.tidegate.flow.Transactions;
import io.tidegate.store.Database;
import io.tidegate.store.OutcomeReader;
import io.tidegate.store.PostgresAudit;
import io.tidegate.store.PostgresChanges;
import io.tidegate.store.PostgresClaims;
import io.tidegate.store.PostgresEffects;
import io.tidegate.store.PostgresEnvironments;
import io.tidegate.store.PostgresExternalObjects;
import io.tidegate.store.PostgresInbox;
import io.tidegate.store.PostgresOrganizationFiles;
import io.tidegate.store.PostgresRepositories;
import io.tidegate.store.PostgresRunPlaces;
import io.tidegate.store.StateCodec;
import io.tidegate.store.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The product's own stores on a real PostgreSQL. One connection serves them, because one thread steps everything, and
 * {@code now()} is the virtual time: a function of that name stands before PostgreSQL's own in the search path.
 */
public final class Postgres implements Storage, Transactions {
    private final Connection connection;
    private final Database database;
    private final StateCodec codec = new StateCodec();
    private @Nullable Clock clock;
    private @Nullable Instant told;
    private boolean within;

    public Postgres() {
        try {
            connection = TestDatabase.fresh().direct().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        run("CREATE SCHEMA simulation");
        run("CREATE FUNCTION simulation.now() RETURNS timestamptz LANGUAGE sql STABLE"
                + " AS $$ SELECT current_setting('simulation.now')::timestamptz $$");
        run("SET search_path = simulation, pg_catalog, public");
        // Nothing here survives its seed: the crash tests ask for that.
        run("SET synchronous_commit = off");
        database = new Database(proxy(DataSource.class, (method, arguments) -> borrowed()));
    }

    /** Empty, and by this clock. */
    Postgres afresh(Clock virtual) {
        clock = virtual;
        told = null;
        run("TRUNCATE delivery, change, environment, effect, external_object, repository, claim, organization_file,"
                + " run_place RESTART IDENTITY CASCADE");
        return this;
    }

    @Override
    public Stores stores() {
        return new Stores(
                new PostgresInbox(database, codec),
                new PostgresChanges(database, codec),
                new PostgresEnvironments(database, codec),
                new PostgresRepositories(database),
                new PostgresEffects(database, codec),
                new PostgresAudit(database, codec),
                this,
                new PostgresExternalObjects(database),
                new PostgresRunPlaces(database, this),
                new PostgresClaims(database),
                new PostgresOrganizationFiles(database));
    }

    @Override
    public DeliveryReader reader() {
        return new OutcomeReader(codec);
    }

    @Override
    public List<String> waiting() {
        return rows("""
                SELECT 'delivery ' || number || ' of ' || source || ' ' || id FROM delivery WHERE outcome IS NULL
                UNION ALL SELECT 'effect ' || key || ' of ' || pull FROM effect WHERE done < wanted""", row -> row[0]);
    }

    @Override
    public List<Ended> ended() {
        return rows(
                "SELECT source || ' ' || id, outcome, coalesce(reason, '') FROM delivery WHERE outcome IS NOT NULL",
                row -> new Ended(row[0], row[1], row[2]));
    }

    @Override
    public <T> T inOne(Supplier<T> work) {
        if (within) {
            return work.get();
        }
        tellTime();
        try {
            connection.setAutoCommit(false);
            within = true;
            try {
                T result = work.get();
                connection.commit();
                return result;
            } catch (RuntimeException | Error failure) {
                connection.rollback();
                throw failure;
            } finally {
                within = false;
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection borrowed() {
        if (!within) {
            tellTime();
        }
        return proxy(
                Connection.class,
                (method, arguments) -> method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    private void tellTime() {
        if (clock != null && !clock.instant().equals(told)) {
            told = clock.instant();
            run("SET simulation.now = '" + told + "'");
        }
    }

    private void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> List<T> rows(String sql, Function<String[], T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                String[] row = new String[rows.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = rows.getString(i + 1);
                }
                read.add(reader.apply(row));
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Answering {
        @Nullable
        Object answer(java.lang.reflect.Method method, Object[] arguments)
                throws SQLException, IllegalAccessException, InvocationTargetException;
    }

    private static <T> T proxy(Class<T> type, Answering answering) {
        return type.cast(Proxy.newProxyInstance(
                Postgres.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return answering.answer(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
