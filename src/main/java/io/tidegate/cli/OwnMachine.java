package io.tidegate.cli;

import io.tidegate.doctor.Finding;
import io.tidegate.ops.InstallationKey;
import io.tidegate.store.DatabaseProbe;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What doctor looks at without asking anybody else: the database and the key of the installation. */
final class OwnMachine {
    private static final String DATABASE = "database";
    private static final String KEY = "encryption key";

    private OwnMachine() {}

    static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(database());
        findings.add(key());
        return findings;
    }

    private static List<Finding> database() {
        Optional<String> url = Run.setting("tidegate.database.url");
        try {
            if (url.isEmpty()) {
                return embedded();
            }
            DatabaseProbe.Seen seen = DatabaseProbe.look(new EmbeddedDatabase.Access(
                    url.get(),
                    Run.setting("tidegate.database.username").orElse(""),
                    Run.setting("tidegate.database.password").orElse("")));
            return List.of(
                    new Finding.Ok(DATABASE, "An external " + told(seen)),
                    seen.encrypted()
                            ? new Finding.Ok("way to the database", "TLS protects it.")
                            : new Finding.Warning(
                                    "way to the database",
                                    "It is not encrypted.",
                                    "Unless it stays on one machine, add sslmode=verify-full to tidegate.database.url."));
        } catch (StoreFailure | IOException failed) {
            return List.of(new Finding.Problem(
                    DATABASE,
                    "It cannot be read: " + failed.getMessage() + ".",
                    "Check tidegate.database.url, .username and .password, and that PostgreSQL listens there."));
        }
    }

    private static List<Finding> embedded() throws IOException {
        Optional<EmbeddedDatabase.Access> running = EmbeddedDatabase.running(Run.home());
        String how = running.isEmpty()
                ? "It is Tidegate's own, which does not run now."
                : "It is Tidegate's own: " + told(DatabaseProbe.look(running.get()));
        return List.of(new Finding.Warning(
                DATABASE,
                how + " One process alone can use it.",
                "For production set tidegate.database.url to a PostgreSQL that is backed up."));
    }

    private static String told(DatabaseProbe.Seen seen) {
        return "PostgreSQL " + seen.server()
                + seen.schema()
                        .map(version -> ", schema " + version + ".")
                        .orElse(" without tables yet; the first start makes them.");
    }

    private static Finding key() {
        String key = Run.setting("tidegate.encryption-key").orElse("");
        boolean kept = Files.exists(Run.home().resolve("keys").resolve("digest"));
        if (key.isEmpty() && Run.externalDatabase()) {
            return new Finding.Problem(
                    KEY,
                    "tidegate.encryption-key is missing, and with an external database Tidegate does not start.",
                    "Set it to at least 32 random characters, for example from: openssl rand -base64 48");
        }
        if (key.isEmpty() && !kept) {
            return new Finding.Ok(KEY, "None is set: the first start makes one in " + Run.home() + ".");
        }
        try {
            return new Finding.Ok(
                    KEY,
                    (key.isEmpty() ? "It is in a file of " + Run.home() : "It is set")
                            + "; seals of the audit log name it "
                            + InstallationKey.sealKeys(key, "", Run.home())
                                    .getFirst()
                                    .id() + ".");
        } catch (IllegalStateException unusable) {
            return new Finding.Problem(KEY, String.valueOf(unusable.getMessage()), "Correct it as the sentence says.");
        }
    }
}
