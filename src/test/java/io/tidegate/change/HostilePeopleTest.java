package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Pins;
import io.tidegate.environment.Rules;
import io.tidegate.gate.Actor;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.Review;
import io.tidegate.gate.Verdict;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What people would try to approve their own work: each is answered with the reason, and nothing is applied. */
class HostilePeopleTest {
    private static final Actor BOT = new Actor(77, "renovate[bot]", true);

    private static Pull planned() {
        return Pull.first().inspected().planned("dev", Pull.plan("pool")).shown();
    }

    /** The reason of the closed gate, after an {@code /apply} that started nothing. */
    private static String refused(Pull pull) {
        pull.applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        return pull.answered(Answer.Refused.class).reports().getFirst().closed().stream()
                .filter(judged -> judged.gate().equals("approvals"))
                .map(judged -> ((Verdict.Closed) judged.verdict()).reason())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_approval_while_the_comment_shows_no_plan_is_given_for_none() {
        Pull pull = planned();
        pull.says(LEE, new Command.Plan(List.of())).shown().approvedBy(ANN);
        pull.planned("dev", Pull.plan("pool", "another")).shown();
        assertThat(refused(pull)).contains("not ann (given before this plan had been shown for 30 s");

        pull.says(LEE, new Command.Plan(List.of()))
                .shown()
                .planned("dev", Pull.plan("pool"))
                .shown();
        assertThat(refused(pull))
                .as("nor for the one from before, when that comes back")
                .contains("not ann (given before this plan had been shown for 30 s");
    }

    @Test
    void planning_anew_with_the_same_result_interrupts_nobody_s_reading() {
        Pull pull = planned();
        pull.says(LEE, new Command.Plan(List.of())).shown().approvedBy(ANN);
        pull.planned("dev", Pull.plan("pool")).shown().applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void who_pushed_once_does_not_approve_because_a_bot_pushed_last() {
        Pull pull = planned();
        pull.happens(new ChangeEvent.Touched("synchronize", KIM, true, pull.now));
        pull.happens(new ChangeEvent.Touched("synchronize", BOT, true, pull.now));
        pull.head = "head2";
        pull.inspected();
        // A bot's code waits until somebody has read it.
        assertThat(pull.wanted(Effect.StartPlan.class)).isEmpty();
        pull.says(ANN, new Command.Plan(List.of(named("dev")), false, pull.head));
        pull.planned("dev", Pull.plan("pool")).shown();
        assertThat(refused(pull.approvedBy(KIM))).isEqualTo("0 of 1; not kim (pushed)");
        assertThat(refused(pull.approvedBy(BOT))).contains("renovate[bot] (a bot)");
    }

    @Test
    void a_force_push_that_leaves_no_trace_of_a_co_author_forgets_nobody() {
        Pull pull = Pull.first();
        pull.contributors.add(new People.Contributor(KIM, "co-authored", "4c1f9e2d8a7b6c5d"));
        pull.inspected().planned("dev", Pull.plan("pool")).shown();
        assertThat(refused(pull.approvedBy(KIM))).isEqualTo("0 of 1; not kim (co-authored 4c1f9e2)");
        pull.contributors.removeLast();
        pull.head = "head2";
        pull.inspected().planned("dev", Pull.plan("pool")).shown();
        assertThat(refused(pull.approvedBy(KIM))).contains("kim (co-authored 4c1f9e2)");
    }

    @Test
    void the_author_approves_neither_by_a_review_nor_by_a_command_nor_under_another_name() {
        assertThat(refused(planned().approvedBy(LEE))).contains("not lee (author)");
        Pull commanded = planned().says(LEE, new Command.Approve(List.of(named("dev")), null));
        assertThat(refused(commanded)).contains("not lee (author)");
        Actor renamed = new Actor(LEE.id(), "lee-renamed", false);
        assertThat(refused(planned().approvedBy(renamed))).contains("not lee (author)");
    }

    @Test
    void who_took_over_the_authors_login_is_not_the_author_and_gets_none_of_what_the_login_had() {
        Actor stranger = new Actor(990, "ann", false);
        assertThat(refused(planned().approvedBy(stranger))).contains("not ann (has no write permission)");
    }

    @Test
    void one_person_under_two_names_is_one() {
        Pull pull = Pull.first();
        pull.environments = List.of(Pull.environment("dev", ApplyMode.ON_COMMAND, 2));
        pull.inspected().planned("dev", Pull.plan("pool")).shown();
        pull.says(ANN, new Command.Approve(List.of(named("dev")), null));
        Actor renamed = new Actor(ANN.id(), "ann-renamed", false);
        assertThat(refused(pull.approvedBy(renamed))).startsWith("1 of 2");
    }

    @Test
    void what_others_merged_unpinned_is_not_applied_after_the_merge() {
        Pull pull = planned().approvedBy(ANN);
        pull.life = PullRequest.Life.MERGED;
        pull.inspected();
        assertThat(pull.gates("dev", null).allOpen()).isTrue();
        pull.pinsOfTip = new Pins(List.of(), List.of(new Pins.Loose("a module has no `version`", "somebody pins it")));
        pull.applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.answered(Answer.Refused.class).reports().getFirst().closed())
                .singleElement()
                .satisfies(judged -> assertThat(judged.gate()).isEqualTo("pinned"));
    }

    @Test
    void a_review_that_is_delivered_again_counts_once() {
        Pull pull = Pull.first();
        pull.environments = List.of(Pull.environment("dev", ApplyMode.ON_COMMAND, 2));
        pull.inspected().planned("dev", Pull.plan("pool")).shown().approvedBy(ANN);
        pull.happens(new ChangeEvent.Reviewed(ANN, pull.now)).read(new ChangeEvent.Purpose.ForReviews(), null);
        pull.reviews.add(new Review(900, ANN, true, pull.now, pull.head));
        assertThat(refused(pull)).isEqualTo("1 of 2 by ann");
    }

    @Test
    void owners_of_another_revision_are_never_asked_in_place_of_this_ones() {
        Pull pull = Pull.first();
        Rules rules = Rules.USUAL.with(new ApprovalRule(1, new TreeMap<>(), true, ApprovalRule.Bind.PLAN));
        pull.environments = List.of(new Environment(name("dev"), "environments/dev", "acme", "infra-dev", rules));
        pull.owners = "* @ann\n/modules/ @kim";
        pull.inspected().planned("dev", Pull.plan("pool")).shown().approvedBy(ANN);
        assertThat(pull.gates("dev", null).allOpen()).isTrue();

        // The evidence was read for the revision before this one, and reaches the decision after it.
        var evidence = pull.evidence(pull.now, null);
        pull.head = "head2";
        pull.changed = List.of("environments/dev/main.tf", "modules/vpc/main.tf");
        pull.inspected().planned("dev", Pull.plan("pool")).shown();
        pull.happens(new ChangeEvent.EvidenceRead(new ChangeEvent.Purpose.ForReviews(), evidence, pull.now));
        assertThat(Situations.known(pull.change, pull.work("dev"), pull.shared)
                        .orElseThrow()
                        .closed())
                .anySatisfy(judged -> assertThat(((Verdict.Closed) judged.verdict()).reason())
                        .contains("the code owners, who are looked up"));
        assertThat(refused(pull)).contains("no approval by an owner of `/modules/` (kim)");
    }

    @Test
    void whoever_brought_code_is_known_at_the_merge_at_the_latest() {
        Pull pull = Pull.first()
                .inspected()
                .planned("dev", Pull.plan("pool"))
                .shown()
                .approvedBy(KIM);
        pull.contributors.add(new People.Contributor(KIM, "authored", "4c1f9e2d8a7b6c5d"));
        pull.life = PullRequest.Life.MERGED;
        assertThat(refused(pull.inspected())).isEqualTo("0 of 1; not kim (authored 4c1f9e2)");
    }
}
