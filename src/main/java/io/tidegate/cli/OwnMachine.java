package io.tidegate.cli;

import io.tidegate.audit.SealKey;
import io.tidegate.doctor.Finding;
import io.tidegate.ops.InstallationKey;
import io.tidegate.store.DatabaseProbe;
import io.tidegate.store.DatabaseUnusable;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What doctor looks at without asking anybody else: the database and the key of the installation. */
final class OwnMachine {
    private static final String DATABASE = "database";
    private static final String KEY = "encryption key";
    private final List<Finding> findings = new ArrayList<>();
    private final boolean external = Run.externalDatabase() && !Run.embedded();

    private OwnMachine() {}

    static List<Finding> findings() {
        OwnMachine machine = new OwnMachine();
        DatabaseProbe.Seen seen = machine.database();
        machine.key(seen == null ? List.of() : seen.sealedWith());
        return List.copyOf(machine.findings);
    }

    private DatabaseProbe.@Nullable Seen database() {
        try {
            return external ? external() : embedded();
        } catch (DatabaseUnusable unusable) {
            findings.add(new Finding.Problem(DATABASE, unusable.text(), unusable.remedy()));
            return null;
        } catch (StoreFailure | IOException failed) {
            findings.add(new Finding.Problem(
                    DATABASE,
                    "It cannot be read: " + failed.getMessage() + ".",
                    "Check tidegate.database.url, .username and .password, and that PostgreSQL listens there."));
            return null;
        }
    }

    private DatabaseProbe.Seen external() {
        DatabaseProbe.Seen seen = DatabaseProbe.look(Run.external());
        findings.add(new Finding.Ok(DATABASE, "An external " + told(seen)));
        findings.add(
                seen.encrypted()
                        ? new Finding.Ok("way to the database", "TLS protects it.")
                        : new Finding.Warning(
                                "way to the database",
                                "It is not encrypted.",
                                "Unless it stays on one machine, add sslmode=verify-full to tidegate.database.url."));
        return seen;
    }

    private DatabaseProbe.@Nullable Seen embedded() throws IOException {
        Optional<EmbeddedDatabase.Access> running = EmbeddedDatabase.running(Run.home());
        DatabaseProbe.Seen seen = running.map(DatabaseProbe::look).orElse(null);
        String how =
                seen == null ? "It is Tidegate's own, which does not run now." : "It is Tidegate's own: " + told(seen);
        findings.add(new Finding.Warning(
                DATABASE,
                how + " One process alone can use it.",
                "For production set tidegate.database.url to a PostgreSQL that is backed up."));
        return seen;
    }

    private static String told(DatabaseProbe.Seen seen) {
        return "PostgreSQL " + seen.server()
                + seen.schema()
                        .map(version -> ", schema " + version + ".")
                        .orElse(" without tables yet; the first start makes them.");
    }

    /** @param sealedWith the ids of keys that the database's audit log was sealed with */
    private void key(List<String> sealedWith) {
        String key = Run.setting("tidegate.encryption-key").orElse("");
        boolean kept = Files.exists(Run.home().resolve("keys").resolve("digest"));
        if (key.isEmpty() && external) {
            findings.add(new Finding.Problem(
                    KEY,
                    "tidegate.encryption-key is missing, and with an external database Tidegate does not start.",
                    "Set it to at least 32 random characters, for example from: openssl rand -base64 48"));
        } else if (key.isEmpty() && !kept) {
            findings.add(new Finding.Ok(KEY, "None is set: the first start makes one in " + Run.home() + "."));
        } else {
            try {
                keys(
                        key.isEmpty() ? "It is in a file of " + Run.home() : "It is set",
                        InstallationKey.sealKeys(
                                key,
                                Run.setting("tidegate.encryption-key-previous").orElse(""),
                                Run.home()),
                        sealedWith);
            } catch (IllegalStateException unusable) {
                findings.add(new Finding.Problem(
                        KEY, String.valueOf(unusable.getMessage()), "Correct it as the sentence says."));
            }
        }
    }

    private void keys(String how, List<SealKey> keys, List<String> sealedWith) {
        List<String> known = keys.stream().map(SealKey::id).toList();
        List<String> unknown =
                sealedWith.stream().filter(id -> !known.contains(id)).toList();
        if (unknown.isEmpty()) {
            findings.add(new Finding.Ok(
                    KEY,
                    how + "; seals of the audit log name it " + known.getFirst()
                            + (sealedWith.isEmpty() ? "." : ", and this database was sealed with keys that are set.")));
            return;
        }
        String another = "The audit log of this database was sealed with " + String.join(", ", unknown)
                + ", and the keys that are set are " + String.join(", ", known) + ".";
        // Where one of the two ends is known, it is a key that was retired and not kept.
        findings.add(
                unknown.size() < sealedWith.size()
                        ? new Finding.Warning(
                                KEY,
                                another + " A part of it cannot be verified.",
                                "Put the key of that time into tidegate.encryption-key-previous.")
                        : new Finding.Problem(
                                KEY,
                                another + " What was approved covers nothing, and nothing that is kept can be opened.",
                                "Set tidegate.encryption-key to the key of this database, or put it into"
                                        + " tidegate.encryption-key-previous if it was replaced."));
    }
}
