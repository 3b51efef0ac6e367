package io.tidegate.store;

import io.tidegate.flow.Signals;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** LISTEN on a connection of its own. While it is away nothing is signalled; the workers' slow poll covers that. */
@Singleton
public class PostgresSignals implements Signals {
    private static final Logger LOG = Logger.getLogger(PostgresSignals.class);
    private static final int LISTEN_MILLIS = 10_000;
    private static final Duration RECONNECT = Duration.ofSeconds(2);

    private final DataSource source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long heard;
    private volatile boolean stopped;
    private @Nullable Thread listener;

    @Inject
    public PostgresSignals(DatabaseSettings settings) {
        this(dedicated(settings));
    }

    PostgresSignals(DataSource source) {
        this.source = source;
    }

    private static DataSource dedicated(DatabaseSettings settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        settings.url().ifPresent(source::setURL);
        settings.username().ifPresent(source::setUser);
        settings.password().ifPresent(source::setPassword);
        source.setApplicationName("tidegate listener");
        source.setTcpKeepAlive(true);
        return source;
    }

    @PostConstruct
    void start() {
        listener = Thread.ofVirtual().name("signals").start(this::listen);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (listener != null) {
            listener.interrupt();
        }
    }

    @Override
    public Ear ear() {
        return new Ear() {
            private long known;

            @Override
            public void await(Duration most) throws InterruptedException {
                lock.lockInterruptibly();
                try {
                    long left = most.toNanos();
                    while (heard == known && left > 0) {
                        left = moved.awaitNanos(left);
                    }
                    known = heard;
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    private void listen() {
        while (!stopped) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + Database.CHANNEL);
                signal();
                PGConnection events = connection.unwrap(PGConnection.class);
                while (!stopped) {
                    if (events.getNotifications(LISTEN_MILLIS).length > 0) {
                        signal();
                    }
                }
            } catch (SQLException away) {
                if (!stopped) {
                    LOG.warnf(
                            "Listening to the database failed (SQL state %s): work is found by polling until it is back",
                            away.getSQLState());
                    pause();
                }
            }
        }
    }

    private void signal() {
        lock.lock();
        try {
            heard++;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT.toMillis());
        } catch (InterruptedException stop) {
            stopped = true;
        }
    }
}
