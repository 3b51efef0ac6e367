package io.tidegate.cli;

import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfig;
import io.tidegate.flow.Role;
import io.tidegate.secrets.SecretKeys;
import io.tidegate.secrets.SecretSources;
import io.tidegate.store.DatabaseAddress;
import io.tidegate.store.DatabaseUnusable;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;

/** Runs the product until it is told to stop; without a database from outside, with one of its own. */
@Command(name = "run", description = "Runs Tidegate until it is told to stop.", mixinStandardHelpOptions = true)
final class Run implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger(Run.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    @Override
    public Integer call() throws IOException {
        try {
            setting("tidegate.tracing.endpoint")
                    .ifPresent(address -> System.setProperty("quarkus.otel.sdk.disabled", "false"));
            return run();
        } catch (IllegalStateException | StoreFailure unusable) {
            System.err.println("tidegate: not started: " + sentence(unusable));
            return Tidegate.INTERNAL;
        }
    }

    private static int run() throws IOException {
        if (externalDatabase()) {
            EmbeddedDatabase.Access access = external();
            // The driver would quote what is none, and what of it is a password.
            DatabaseAddress.of(access.url());
            begin(access, true);
            return serve(access);
        }
        String role = setting("tidegate.role").orElse("all").strip();
        if (!role.equalsIgnoreCase(Role.ALL.name())) {
            System.err.println(
                    "tidegate: not started: tidegate.role is " + role + ", and tidegate.database.url is missing."
                            + " The embedded database is one process's own, which does everything. Set TIDEGATE_DATABASE_URL to"
                            + " the PostgreSQL that all processes share, or leave tidegate.role away.");
            return Tidegate.INTERNAL;
        }
        CountDownLatch over = new CountDownLatch(1);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home())) {
            EmbeddedDatabase.Access access = database.access();
            begin(access, false);
            System.setProperty("tidegate.database.embedded", "true");
            System.setProperty("tidegate.database.url", access.url());
            System.setProperty("tidegate.database.username", access.username());
            System.setProperty("tidegate.database.password", access.password());
            // On a signal the virtual machine ends when its hooks do: this one waits until the database has stopped.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> await(over)));
            return serve(access);
        } finally {
            over.countDown();
        }
    }

    /** Whether this process is to register the GitHub App: it was asked to, and there is none yet. */
    private static boolean setup() throws IOException {
        SmallRyeConfig config = Settings.read();
        return config.getOptionalValue("tidegate.setup", Boolean.class).orElse(false)
                && config.getOptionalValue("tidegate.github.app-id", String.class)
                        .filter(id -> !id.isBlank())
                        .isEmpty();
    }

    /** What has to be known before the product reads its configuration. */
    private static void begin(EmbeddedDatabase.Access access, boolean external) throws IOException {
        Role role = role();
        if (KeptCredentials.needed(role)) {
            try {
                KeptCredentials kept = new KeptCredentials(access, external);
                if (!kept.take(role).isEmpty() && role.works()) {
                    kept.renew();
                }
            } catch (StoreFailure away) {
                // The start goes on and says it better: it tries again, and names what of the database does not work.
                LOG.debug("What the setup may have kept was not read", away);
            }
        }
        if (setup()) {
            System.setProperty("tidegate.role", Role.SETUP.name().toLowerCase(Locale.ROOT));
        }
    }

    private static int serve(EmbeddedDatabase.Access access) {
        AtomicInteger exit = new AtomicInteger();
        // With a handler of our own it returns here instead of ending the process.
        Quarkus.run(null, (code, failure) -> {
            if (failure != null) {
                System.err.println("tidegate: not started: " + sentence(failure, access));
            }
            exit.set(failure == null ? code : Tidegate.INTERNAL);
        });
        return exit.get();
    }

    static String sentence(Throwable failure, EmbeddedDatabase.Access access) {
        return DatabaseUnusable.in(access, failure)
                .map(DatabaseUnusable::getMessage)
                .orElseGet(() -> sentence(failure));
    }

    /** What went wrong at the bottom: the frameworks above only say that something did. */
    private static String sentence(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }

    /** Inside the product, its own database has an address as any other. */
    static boolean embedded() {
        return Boolean.getBoolean("tidegate.database.embedded");
    }

    static Role role() {
        String role = setting("tidegate.role").orElse("all").strip();
        return Arrays.stream(Role.values())
                .filter(one -> one.name().equalsIgnoreCase(role))
                .findFirst()
                .orElse(Role.ALL); // What is none of them is refused by whoever reads the configuration.
    }

    static EmbeddedDatabase.Access external() {
        return new EmbeddedDatabase.Access(
                setting("tidegate.database.url").orElse(""),
                setting("tidegate.database.username").orElse(""),
                setting("tidegate.database.password").orElse(""));
    }

    /** Whether the database is somebody else's care. */
    static boolean externalDatabase() {
        return setting("tidegate.database.url").isPresent();
    }

    static Path home() {
        return setting("tidegate.home")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".tidegate"));
    }

    /** Wherever it comes from: what is decided here must be what the product reads. */
    static Optional<String> setting(String key) {
        return SecretSources.value(Run::outside, key);
    }

    /** What the process was started with, besides files of secrets and Doppler. */
    static Optional<String> outside(String key) {
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(SecretKeys.variable(key))))
                .filter(value -> !value.isBlank());
    }

    private static void await(CountDownLatch over) {
        try {
            if (!over.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("tidegate: stopped without waiting any longer for the database");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
