package io.tidegate.report;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.report.GateSituations.dev;
import static io.tidegate.report.GateSituations.then;

import io.tidegate.change.Pull;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.environment.Pins;
import io.tidegate.environment.RemoteModule;
import io.tidegate.environment.Rules;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.plan.Plan;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an environment's configuration, or the approvals that it asks for, ask besides. */
final class RestrictedSituations {
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
    private static final String MAIN = "environments/dev/main.tf";

    private RestrictedSituations() {}

    private static Pull frozen(int first, int last) {
        Freeze freeze = new Freeze.Days(
                "2026-11-" + first + " - 2026-11-" + last + " Europe/Kyiv",
                LocalDate.of(2026, 11, first),
                LocalDate.of(2026, 11, last),
                KYIV);
        return planned(rules(false, freeze), Pull.plan("pool"));
    }

    private static Rules rules(boolean confirmDestroy, Freeze... freezes) {
        Rules usual = Rules.USUAL;
        return new Rules(
                usual.apply(),
                usual.plan(),
                usual.approvals(),
                usual.rights(),
                confirmDestroy,
                List.of(freezes),
                usual.show(),
                usual.planJson());
    }

    private static Pull planned(Rules rules, Plan plan) {
        Pull pull = Pull.first();
        pull.environments = List.of(dev(rules));
        return pull.inspected().planned("dev", plan).shown().approvedBy(ANN);
    }

    private static Pull using(boolean locked, boolean providers, RemoteModule... modules) {
        Map<String, Sources> files = new TreeMap<>();
        files.put(MAIN, new Sources(List.of(), List.of(modules), providers, true));
        if (locked) {
            files.put("environments/dev/.terraform.lock.hcl", new Sources(List.of(), List.of(), true, true));
        }
        return pinned(files);
    }

    private static Pull pinned(Map<String, Sources> files) {
        return then(pull -> {
            pull.pins = Pins.of("environments/dev", ModuleGraph.of(files));
            pull.head = "head2";
            pull.inspected().planned("dev", Pull.plan("pool")).shown();
        });
    }

    private static RemoteModule module(String source, String version) {
        return new RemoteModule(source, version);
    }

    static void in(GateTable table) {
        String git = "git::https://example.com/doks.git";
        table.open("pinned", "it uses neither providers nor modules from elsewhere", then(p -> {}))
                .open(
                        "pinned",
                        "a lock file, and a module at an exact version",
                        using(true, true, module("acme/doks/digitalocean", "1.2.3")))
                .open(
                        "pinned",
                        "modules of git at a commit, and at a tag",
                        using(
                                true,
                                true,
                                module(git + "?ref=0123456789abcdef0123456789abcdef01234567", ""),
                                module(git + "?ref=v1.2.3", "")))
                .closed("pinned", "a provider is used, and there is no lock file", using(false, true))
                .closed(
                        "pinned",
                        "a registry's module has a range of versions",
                        using(true, true, module("acme/doks/digitalocean", "~> 1.2")))
                .closed("pinned", "a module of git is at a branch", using(true, true, module(git + "?ref=main", "")))
                .closed(
                        "pinned",
                        "an archive has no checksum",
                        using(true, true, module("https://example.com/doks.zip", "")))
                .closed("pinned", "a module's source is no plain text", pinned(Map.of(MAIN, Sources.UNKNOWN)))
                .open("freeze", "none holds now", frozen(24, 25))
                .closed("freeze", "one does", frozen(20, 24))
                .breakingGlass("freeze", true, "one does", frozen(20, 24))
                .breakingGlass("approvals", true, "nobody approved", GateSituations.with(Rules.USUAL))
                .breakingGlass(
                        "checks",
                        true,
                        "a required check failed",
                        then(pull -> pull.checks = List.of(new RequiredCheck("test", false, "failure"))))
                .breakingGlass("draft", false, "it is a draft", then(pull -> pull.draft = true))
                .breakingGlass("fork", false, "it is from a fork", then(pull -> pull.fork = true))
                .breakingGlass("permission", false, "who asks is not listed for it", then(pull -> {}))
                .closed(
                        "plan",
                        "other differences were ignored when it was made than are now",
                        then(pull -> pull.environments =
                                List.of(dev(Rules.USUAL.with(IgnoredDifferences.of(List.of("**.user_data")))))))
                .open("confirmation", "nothing is destroyed or replaced", planned(rules(true), Pull.plan("pool")))
                .closed(
                        "confirmation",
                        "something is, and the command says no number",
                        planned(rules(true), PlansForTests.destroying("db")))
                .confirming(2, false, "it says another number", planned(rules(true), PlansForTests.destroying("db")))
                .confirming(1, true, "it says the number", planned(rules(true), PlansForTests.destroying("db")));
    }
}
