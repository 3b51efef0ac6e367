package io.tidegate.store;

import io.tidegate.flow.Signals;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements on whichever connection the current transaction has; without one, each is a transaction of its own. */
@Singleton
public final class Database {
    /** Wakes {@link PostgresSignals} when the transaction commits; several in one transaction are one. */
    static final String CHANNEL = "tidegate";

    private final DataSource source;
    private final Function<SQLException, StoreFailure> failing;

    @Inject
    public Database(DataSource source) {
        this(source, StoreFailure::new);
    }

    /** @param failing what is made of a failure, for those who can say more of it */
    Database(DataSource source, Function<SQLException, StoreFailure> failing) {
        this.source = source;
        this.failing = failing;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Row<T> reader, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw failing.apply(e);
        }
    }

    <T> Optional<T> one(String sql, Row<T> reader, @Nullable Object... parameters) {
        return query(sql, reader, parameters).stream().findFirst();
    }

    int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failing.apply(e);
        }
    }

    /** The same, and wakes the workers of a queue when the transaction commits: in one way there and back. */
    int update(Signals.Queue queue, String sql, @Nullable Object... parameters) {
        @Nullable Object[] all = Arrays.copyOf(parameters, parameters.length + 2);
        all[parameters.length] = CHANNEL;
        all[parameters.length + 1] = queue.name();
        return query(
                        "WITH changed AS (" + sql + " RETURNING 1) SELECT count(*), pg_notify(?, ?) FROM changed",
                        row -> row.getInt(1),
                        all)
                .getFirst();
    }

    void signal(Signals.Queue queue) {
        query("SELECT pg_notify(?, ?)", row -> true, CHANNEL, queue.name());
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            // PostgreSQL has no NUL in a text; everything from outside may hold one.
            Object value = parameters[i] instanceof String text ? text.replace('\0', '\uFFFD') : parameters[i];
            statement.setObject(i + 1, value);
        }
        return statement;
    }
}
