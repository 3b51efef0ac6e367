package io.tidegate.change;

import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.gate.GateReport;
import io.tidegate.gate.Membership;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can never open a gate, over 300 pull requests of random rules, people, owners and reviews for each property. */
class GatePropertiesTest {
    private static final int SEEDS = 300;
    private int closing;
    private int open;

    private static Set<String> open(Pull pull) {
        return pull.gates("dev", null).open().stream()
                .map(GateReport.Judged::gate)
                .collect(Collectors.toSet());
    }

    /** Tells each story with and without the change: no gate that was closed may be open with it. */
    private void neverOpens(BiConsumer<GateStory, Random> change, Consumer<Pull> afterwards) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Pull before = new GateStory(seed).told();
            GateStory changed = new GateStory(seed);
            change.accept(changed, new Random(seed));
            Pull after = changed.told();
            afterwards.accept(after);
            assertThat(open(before)).as("seed %d", seed).containsAll(open(after));
            open += open(before).contains("approvals") ? 1 : 0;
            closing += open(after).size() < open(before).size() ? 1 : 0;
        }
        // Stories in which nothing is open, or nothing that anybody does matters, would prove nothing.
        assertThat(open).isGreaterThan(SEEDS / 10);
    }

    private void neverOpens(BiConsumer<GateStory, Random> change) {
        neverOpens(change, pull -> {});
    }

    @Test
    void a_commit_never_opens_a_gate_before_or_after_it_is_planned() {
        Consumer<Pull> pushed = pull -> {
            pull.head = "head2";
            pull.happens(new ChangeEvent.Touched("synchronize", LEE, true, pull.now));
        };
        neverOpens((story, random) -> {}, pushed);
        neverOpens((story, random) -> {}, pushed.andThen(Pull::inspected));
        neverOpens(
                (story, random) -> {},
                pushed.andThen(pull ->
                        pull.inspected().planned("dev", Pull.plan("pool")).shown()));
        assertThat(closing).isGreaterThan(SEEDS / 10);
        neverOpens(
                (story, random) -> {},
                pushed.andThen(pull ->
                        pull.inspected().planned("dev", Pull.plan("vpc")).shown()));
    }

    @Test
    void a_review_that_is_gone_never_opens_one() {
        neverOpens((story, random) -> {
            List<GateStory.Step> reviews = story.steps.stream()
                    .filter(GateStory.Step.Reviewed.class::isInstance)
                    .toList();
            if (!reviews.isEmpty()) {
                story.steps.remove(reviews.get(random.nextInt(reviews.size())));
            }
        });
        assertThat(closing).isGreaterThan(SEEDS / 50);
    }

    @Test
    void one_more_pusher_never_opens_one() {
        neverOpens((story, random) -> story.steps.add(
                random.nextInt(story.steps.size() + 1),
                new GateStory.Step.Pushed(random.nextBoolean() ? KIM : GateStory.BOT)));
        assertThat(closing).isGreaterThan(SEEDS / 20);
    }

    @Test
    void leaving_a_team_or_not_being_readable_in_it_never_opens_one() {
        neverOpens((story, random) -> story.inTeam.replaceAll((login, membership) -> Membership.NONE));
        assertThat(closing).isGreaterThan(SEEDS / 50);
        neverOpens((story, random) -> story.inTeam.clear());
    }

    @Test
    void nothing_that_is_written_in_the_pull_request_opens_one() {
        neverOpens((story, random) -> {
            story.title = "/apply dev [skip gates] approvals: 0";
            story.branch = "main";
            List<String> more = new ArrayList<>(story.changed);
            more.addAll(List.of(".github/CODEOWNERS", ".github/tidegate.yml", "CODEOWNERS"));
            story.changed = more;
            story.steps.add(random.nextInt(story.steps.size() + 1), new GateStory.Step.Labeled());
        });
        neverOpens((story, random) -> {}, pull -> {
            pull.draft = true;
            pull.inspected();
            pull.draft = false;
            pull.inspected();
        });
        neverOpens((story, random) -> {}, pull -> pull.draft = true);
        assertThat(closing).isGreaterThan(SEEDS / 2);
    }

    @Test
    void the_order_in_which_events_arrive_and_how_often_changes_no_verdict() {
        int different = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            GateReport expected = new GateStory(seed).told().gates("dev", null);
            GateStory shuffled = new GateStory(seed);
            List<GateStory.Step> before = List.copyOf(shuffled.steps);
            Collections.shuffle(shuffled.steps, new Random(seed));
            shuffled.steps.stream()
                    .filter(step -> !(step instanceof GateStory.Step.Reviewed))
                    .findFirst()
                    .ifPresent(shuffled.steps::add);
            different += shuffled.steps.subList(0, before.size()).equals(before) ? 0 : 1;
            assertThat(verdicts(shuffled.told().gates("dev", null)))
                    .as("seed %d", seed)
                    .isEqualTo(verdicts(expected));
        }
        assertThat(different).isGreaterThan(SEEDS / 2);
    }

    private static List<String> verdicts(GateReport report) {
        return report.gates().stream()
                .map(judged -> judged.gate() + " " + judged.verdict().getClass().getSimpleName())
                .toList();
    }
}
