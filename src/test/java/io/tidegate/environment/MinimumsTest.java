package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.Person;
import io.tidegate.gate.Quorum;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever a repository and a minimum say, what holds is at least as strict as either. */
class MinimumsTest {
    private static final int SEEDS = 5_000;
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
    private static final List<String> TEAMS = List.of("platform", "security");
    private static final List<Freeze> FREEZES = List.of(
            new Freeze.Weekly(
                    "weekend", DayOfWeek.FRIDAY, LocalTime.of(16, 0), DayOfWeek.MONDAY, LocalTime.of(8, 0), KYIV),
            new Freeze.Days("christmas", LocalDate.of(2026, 12, 24), LocalDate.of(2027, 1, 2), KYIV));

    private static final List<String> IGNORED = List.of("**.tags", "a.*.tags", "a.b.tags", "a.c.name");

    private static <T> T one(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static ApprovalRule approvals(Random random) {
        SortedMap<String, Integer> teams = new TreeMap<>();
        TEAMS.stream().filter(team -> random.nextBoolean()).forEach(team -> teams.put(team, random.nextInt(3)));
        return new ApprovalRule(
                random.nextInt(4), teams, random.nextInt(4) == 0, one(random, ApprovalRule.Bind.values()));
    }

    private static List<Freeze> freezes(Random random) {
        return FREEZES.stream().filter(freeze -> random.nextBoolean()).toList();
    }

    private static Rules rules(Random random) {
        return new Rules(
                one(random, ApplyMode.values()),
                one(random, PlanMode.values()),
                approvals(random),
                Rights.USUAL,
                random.nextBoolean(),
                freezes(random),
                one(random, AfterFreeze.values()),
                IgnoredDifferences.of(ignored(random)),
                one(random, ShowLevel.values()),
                one(random, PlanJson.values()));
    }

    private static Minimum minimum(Random random, List<PathPattern> match) {
        return new Minimum(
                match,
                random.nextBoolean() ? approvals(random) : null,
                random.nextBoolean() ? one(random, PlanMode.values()) : null,
                random.nextBoolean() ? one(random, ApplyMode.values()) : null,
                random.nextBoolean(),
                random.nextBoolean() ? one(random, PlanJson.values()) : null,
                random.nextBoolean() ? one(random, ShowLevel.values()) : null,
                freezes(random),
                random.nextBoolean() ? ignored(random) : null,
                List.of());
    }

    private static List<String> ignored(Random random) {
        return IGNORED.stream().filter(glob -> random.nextBoolean()).toList();
    }

    private static List<Person> approvers(Random random) {
        List<Person> people = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            SortedMap<String, Membership> teams = new TreeMap<>();
            TEAMS.forEach(team -> teams.put(team, random.nextBoolean() ? Membership.ACTIVE : Membership.NONE));
            people.add(new Person(new Actor(i, "p" + i, false), Permission.WRITE, teams));
        }
        return people;
    }

    private static boolean suffices(ApprovalRule rule, List<Person> people) {
        ApprovalRule counted = new ApprovalRule(rule.count(), rule.teams(), false, rule.bind());
        return Quorum.lacking(counted, null, people).isEmpty();
    }

    private static boolean frozen(List<Freeze> freezes, Instant at) {
        return freezes.stream().anyMatch(freeze -> freeze.endIfHolding(at).isPresent());
    }

    /** Everything that the looser of two forbids, the tighter forbids too. */
    private static void assertAtLeastAsStrict(Rules tight, Rules loose, Random random) {
        if (loose.apply() == ApplyMode.NEVER) {
            assertThat(tight.apply()).isEqualTo(ApplyMode.NEVER);
        }
        if (loose.apply() == ApplyMode.ON_COMMAND) {
            assertThat(tight.apply()).isNotEqualTo(ApplyMode.ON_MERGE);
        }
        if (loose.plan() == PlanMode.ON_COMMAND) {
            assertThat(tight.plan()).isEqualTo(PlanMode.ON_COMMAND);
        }
        if (loose.plan() == PlanMode.TRUSTED) {
            assertThat(tight.plan()).isNotEqualTo(PlanMode.AUTO);
        }
        if (loose.planJson() == PlanJson.FULL) {
            assertThat(tight.planJson()).isEqualTo(PlanJson.FULL);
        }
        assertThat(tight.show()).isLessThanOrEqualTo(loose.show());
        assertThat(tight.confirmDestroy() || !loose.confirmDestroy()).isTrue();
        assertThat(tight.approvals().codeowners() || !loose.approvals().codeowners())
                .isTrue();
        assertThat(tight.approvals().bind())
                .isGreaterThanOrEqualTo(loose.approvals().bind());
        for (int i = 0; i < 4; i++) {
            List<Person> people = approvers(random);
            for (String address : List.of("a.b", "a.c", "z.z")) {
                if (tight.ignored().has(address, "tags")) {
                    assertThat(loose.ignored().has(address, "tags")).isTrue();
                }
            }
            if (suffices(tight.approvals(), people)) {
                assertThat(suffices(loose.approvals(), people)).isTrue();
            }
            Instant at = Instant.parse("2026-12-20T00:00:00Z").plusSeconds(random.nextInt(20 * 86_400));
            if (!frozen(tight.freezes(), at)) {
                assertThat(frozen(loose.freezes(), at)).isFalse();
            }
        }
    }

    /** A minimum alone, as rules: what it does not ask is as loose as can be. */
    private static Rules alone(Minimum minimum) {
        Rules loosest = new Rules(
                ApplyMode.ON_MERGE,
                PlanMode.AUTO,
                ApprovalRule.of(0),
                Rights.USUAL,
                false,
                List.of(),
                AfterFreeze.RESUME,
                IgnoredDifferences.of(IGNORED),
                ShowLevel.VALUES,
                PlanJson.ANY);
        return minimum.tighten(loosest);
    }

    @Test
    void every_combination_only_tightens() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Environment environment =
                    EnvironmentsForTests.environment("prod-eu").with(rules(random));
            List<Minimum> all = List.of(
                    minimum(random, List.of()),
                    minimum(random, List.of(new PathPattern("prod-*"))),
                    minimum(random, List.of(new PathPattern("dev"), new PathPattern("prod*"))));
            Rules tight = new Minimums(all).tighten(environment).rules();
            assertAtLeastAsStrict(tight, environment.rules(), random);
            all.forEach(minimum -> assertAtLeastAsStrict(tight, alone(minimum), random));
            assertThat(RuleDifferences.between("", environment.rules(), tight))
                    .as("seed %d", seed)
                    .noneMatch(difference -> difference.kind() != Difference.Kind.TIGHTENS);
            assertThat(new Minimums(all).tighten(environment.with(tight)).rules())
                    .as("seed %d: again nothing changes", seed)
                    .isEqualTo(tight);
        }
    }

    @Test
    void what_matches_no_name_asks_nothing() {
        Minimum prod = minimum(new Random(3), List.of(new PathPattern("prod-*")));
        Environment dev = EnvironmentsForTests.environment("dev");
        assertThat(new Minimums(List.of(prod)).tighten(dev)).isEqualTo(dev);
        assertThat(Minimums.NONE.tighten(dev)).isEqualTo(dev);
    }

    @Test
    void a_repository_that_asks_for_more_keeps_it_and_one_that_asks_for_less_gets_it() {
        Minimums one = new Minimums(List.of(new Minimum(
                List.of(), ApprovalRule.of(2), PlanMode.TRUSTED, null, false, null, null, List.of(), null, List.of())));
        Environment environment = EnvironmentsForTests.environment("prod");
        Rules less = one.tighten(environment.with(Rules.USUAL.with(ApprovalRule.of(0))))
                .rules();
        assertThat(less.approvals().count()).isEqualTo(2);
        assertThat(less.plan()).isEqualTo(PlanMode.TRUSTED);
        Rules more = one.tighten(
                        environment.with(Rules.USUAL.with(ApprovalRule.of(3)).with(PlanMode.ON_COMMAND)))
                .rules();
        assertThat(more.approvals().count()).isEqualTo(3);
        assertThat(more.plan()).isEqualTo(PlanMode.ON_COMMAND);
    }
}
