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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
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
    private final Map<Queue, Long> heard = new EnumMap<>(Queue.class);
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
    public Ear ear(Queue queue) {
        return new Ear() {
            private long known;

            @Override
            public void await(Duration most) throws InterruptedException {
                lock.lockInterruptibly();
                try {
                    long left = most.toNanos();
                    while (heard(queue) == known && left > 0) {
                        left = moved.awaitNanos(left);
                    }
                    known = heard(queue);
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
                signal(EnumSet.allOf(Queue.class));
                PGConnection events = connection.unwrap(PGConnection.class);
                while (!stopped) {
                    signal(queues(events.getNotifications(LISTEN_MILLIS)));
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

    /** A process of an older version does not say which. */
    private static Set<Queue> queues(PGNotification[] notifications) {
        Set<Queue> queues = EnumSet.noneOf(Queue.class);
        for (PGNotification notification : notifications) {
            String named = notification.getParameter();
            for (Queue queue : Queue.values()) {
                if (named.isEmpty() || named.equals(queue.name())) {
                    queues.add(queue);
                }
            }
        }
        return queues;
    }

    private long heard(Queue queue) {
        return heard.getOrDefault(queue, 0L);
    }

    private void signal(Set<Queue> queues) {
        lock.lock();
        try {
            queues.forEach(queue -> heard.merge(queue, 1L, Long::sum));
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
