package io.tidegate.store;

import io.tidegate.flow.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database of one's own on a real server that all tests of this process share; no container needed. */
public final class TestDatabase implements Transactions {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedDatabase SERVER = startServer();
    private static final String TEMPLATE = "migrated";

    static {
        execute("CREATE DATABASE " + TEMPLATE);
        Flyway.configure()
                .dataSource(connect(TEMPLATE))
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private final PGSimpleDataSource direct;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();
    public final Database database;
    public final StateCodec codec = new StateCodec();

    private TestDatabase(String name) {
        direct = connect(name);
        database = new Database((DataSource) Proxy.newProxyInstance(
                TestDatabase.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connection()));
    }

    public static TestDatabase fresh() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return new TestDatabase(name);
    }

    /** The shared server's; a new, empty and unmigrated database of it. */
    public static EmbeddedDatabase.Access emptyDatabase() {
        return created("");
    }

    /** A new one with everything that is in this one, which nobody may be using. */
    static EmbeddedDatabase.Access copyOf(EmbeddedDatabase.Access original) {
        return created(" TEMPLATE " + original.url().replaceFirst("^.*/", ""));
    }

    private static EmbeddedDatabase.Access created(String how) {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + how);
        EmbeddedDatabase.Access access = SERVER.access();
        return new EmbeddedDatabase.Access(url(name), access.username(), access.password());
    }

    public EmbeddedDatabase.Access access() {
        return new EmbeddedDatabase.Access(
                direct.getURL(), SERVER.access().username(), SERVER.access().password());
    }

    public PostgresInbox inbox() {
        return new PostgresInbox(database, codec);
    }

    public PostgresEffects effects() {
        return new PostgresEffects(database, codec);
    }

    public DataSource direct() {
        return direct;
    }

    public void sql(String sql) {
        database.update(sql);
    }

    public <T> T value(String sql, Class<T> type) {
        return database.one(sql, row -> type.cast(row.getObject(1))).orElseThrow();
    }

    @Override
    public <T> T inOne(Supplier<T> work) {
        try (Connection connection = direct.getConnection()) {
            connection.setAutoCommit(false);
            current.set(connection);
            try {
                T result = work.get();
                connection.commit();
                return result;
            } catch (RuntimeException | Error e) {
                connection.rollback();
                throw e;
            } finally {
                current.remove();
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** As a container does it: the transaction's connection, which only the transaction's end closes. */
    private Connection connection() throws SQLException {
        Connection ours = current.get();
        if (ours == null) {
            return direct.getConnection();
        }
        return (Connection) Proxy.newProxyInstance(
                TestDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(ours, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    static Path binaries() {
        return Path.of("target", "postgresql").toAbsolutePath();
    }

    private static EmbeddedDatabase startServer() {
        try {
            Path home = Files.createTempDirectory("tidegate-test");
            EmbeddedDatabase server = EmbeddedDatabase.start(home, binaries());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                    EmbeddedDatabase.remove(home);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String sql) {
        try (Connection connection = connect("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private static PGSimpleDataSource connect(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url(database));
        source.setUser(SERVER.access().username());
        source.setPassword(SERVER.access().password());
        return source;
    }

    private static String url(String database) {
        String url = SERVER.access().url();
        return url.substring(0, url.lastIndexOf('/') + 1) + database;
    }
}
