package io.tidegate.cli;

import io.smallrye.config.SmallRyeConfig;
import io.tidegate.doctor.DopplerExamination;
import io.tidegate.doctor.Finding;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Role;
import io.tidegate.ops.ClockProducer;
import io.tidegate.secrets.DopplerProbe;
import io.tidegate.setup.Manifest;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.StoreFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that doctor looks at, the same for the verb and for the page of the running product. */
final class Doctor {
    /** What the page asks: it only reads, and looks at what the product serves. */
    static final Asked READING = new Asked(false, false, Trials.NONE, null);

    private Doctor() {}

    /**
     * @param create whether notifications may be made
     * @param live whether to try what the other side's documentation leaves open
     * @param trials where it may be tried
     * @param repository the one to look at, as owner/name; null for all
     */
    record Asked(
            boolean create,
            boolean live,
            Trials trials,
            @Nullable String repository) {}

    /**
     * @param workspace organisation/name; null for what needs none
     * @param second the name of another one in the same organisation
     * @param changes whether what is tried may change the workspace
     * @param redeliver whether GitHub may be asked to deliver a webhook once more
     */
    record Trials(@Nullable String workspace, @Nullable String second, boolean changes, boolean redeliver) {
        static final Trials NONE = new Trials(null, null, false, false);
    }

    static List<Finding> findings(Asked asked, Budgets budgets) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try {
            Optional<DopplerProbe> doppler = DopplerProbe.of(Run::outside, new ClockProducer().clock());
            kept(findings);
            SmallRyeConfig config = Settings.read();
            doppler.ifPresent(probe -> findings.addAll(DopplerExamination.of(probe.seen(config))));
            findings.addAll(new Checkup(config, Manifest.packaged(), asked, budgets).findings());
        } catch (IllegalStateException unreadable) {
            findings.add(new Finding.Problem(
                    "settings",
                    String.valueOf(unreadable.getMessage()),
                    "Correct it as the sentence says, then look again: nothing else was looked at."));
        }
        return findings;
    }

    /** Where the database does not answer, that is a finding already. */
    private static void kept(List<Finding> findings) throws IOException {
        Role role = Run.role();
        if (!role.works() && !KeptCredentials.needed(role)) {
            return; // It takes nothing from there, and need not hold the key.
        }
        boolean external = Run.externalDatabase() && !Run.embedded();
        Optional<EmbeddedDatabase.Access> access =
                external ? Optional.of(Run.external()) : EmbeddedDatabase.running(Run.home());
        if (access.isEmpty()) {
            return;
        }
        try {
            if (!new KeptCredentials(access.get(), external).take(role).isEmpty()) {
                findings.add(new Finding.Ok(
                        "kept credentials",
                        "The App's credentials that the setup kept are in the database and can be opened. Whatever is"
                                + " configured goes before them."));
            }
        } catch (StoreFailure away) {
            return;
        } catch (IllegalStateException unopenable) {
            findings.add(new Finding.Problem(
                    "kept credentials",
                    String.valueOf(unopenable.getMessage()),
                    "Set the key with which they were kept; where it is lost, remove them with ./tidegate secrets forget --all,"
                            + " and configure the App's credentials or register it anew (docs/setup.md)."));
        }
    }
}
