package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.SAM;
import static io.tidegate.change.Pull.name;

import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.Pins;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import io.tidegate.environment.Rules;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Review;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A pull request with rules, people and facts of one seed, that can be told again with something else in it. The steps
 * after its plan was shown happen at times of GitHub's clock of their own, in whatever order they reach Tidegate.
 */
final class GateStory {
    static final Actor BOT = new Actor(77, "renovate[bot]", true);
    private static final List<Actor> OTHERS = List.of(ANN, KIM, SAM, BOT);
    private static final List<String> OWNERS = List.of("* @ann", "* @ann @kim", "* @kim\n/modules/ @acme/sre", "");

    /** What reaches Tidegate. */
    sealed interface Step {
        record Reviewed(Actor by, int second) implements Step {}

        record Pushed(Actor by) implements Step {}

        record Labeled() implements Step {}

        record ShownAgain() implements Step {}

        record EvidenceRead() implements Step {}
    }

    final ApprovalRule rule;
    final Rights rights;
    final String owners;
    final Map<String, Membership> inTeam = new TreeMap<>();
    final List<Step> steps = new ArrayList<>();
    final Pins pins;
    String title = "More";
    String branch = "more";
    List<String> changed;

    GateStory(long seed) {
        Random random = new Random(seed);
        rule = new ApprovalRule(
                random.nextInt(3),
                random.nextInt(3) == 0 ? new TreeMap<>(Map.of("sre", 1)) : new TreeMap<>(),
                random.nextInt(3) == 0,
                random.nextInt(4) == 0 ? ApprovalRule.Bind.COMMIT : ApprovalRule.Bind.PLAN);
        rights = random.nextInt(3) > 0
                ? Rights.USUAL
                : Rights.USUAL.with(
                        Map.of(Right.APPROVE, List.of(Grantee.read("team:sre").orElseThrow())));
        owners = OWNERS.get(random.nextInt(OWNERS.size()));
        changed = random.nextBoolean()
                ? List.of("environments/dev/main.tf")
                : List.of("environments/dev/main.tf", "modules/vpc/main.tf");
        pins = random.nextInt(4) == 0 ? Pins.UNREAD : new Pins(List.of(), List.of());
        for (Actor actor : OTHERS) {
            if (random.nextInt(2) == 0) {
                inTeam.put(actor.login(), Membership.values()[random.nextInt(2)]);
            }
            if (random.nextInt(3) > 0) {
                steps.add(new Step.Reviewed(actor, 1 + random.nextInt(20)));
            }
            if (random.nextInt(6) == 0) {
                steps.add(new Step.Pushed(actor));
            }
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            steps.add(random.nextBoolean() ? new Step.EvidenceRead() : new Step.ShownAgain());
        }
    }

    /** Tells it up to the moment at which somebody asks to apply. */
    Pull told() {
        Pull pull = Pull.first();
        Rules rules = Rules.USUAL.with(rule).with(rights);
        pull.environments = List.of(new Environment(name("dev"), "environments/dev", "acme", "infra-dev", rules));
        pull.owners = owners;
        pull.pins = pins;
        pull.title = title;
        pull.branch = branch;
        pull.changed = changed;
        inTeam.forEach((login, membership) -> pull.teams.put(login, new TreeMap<>(Map.of("sre", membership))));
        pull.inspected().planned("dev", Pull.plan("pool")).shown();
        Instant shown = pull.now;
        steps.forEach(step -> take(pull, step, shown));
        pull.now = shown.plusSeconds(30);
        return pull;
    }

    private static void take(Pull pull, Step step, Instant shown) {
        switch (step) {
            case Step.Reviewed reviewed -> {
                Instant at = shown.plusSeconds(reviewed.second());
                pull.reviews.add(new Review(reviewed.by().id(), reviewed.by(), true, at, pull.head));
                pull.happens(new ChangeEvent.Reviewed(reviewed.by(), pull.now));
            }
            case Step.Pushed pushed ->
                pull.happens(new ChangeEvent.Touched("synchronize", pushed.by(), true, pull.now));
            case Step.Labeled labeled -> pull.happens(new ChangeEvent.Touched("labeled", LEE, false, pull.now));
            case Step.ShownAgain again -> {
                pull.shown();
                pull.after(Duration.ofSeconds(-60));
            }
            case Step.EvidenceRead read -> pull.read(new ChangeEvent.Purpose.ForReviews(), null);
        }
    }
}
