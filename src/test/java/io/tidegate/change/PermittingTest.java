package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.SAM;
import static io.tidegate.change.Pull.allowing;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Right;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who may give which command, and whose approval counts: permissions, teams and accounts. */
class PermittingTest {
    private static Environment asking(ApprovalRule rule) {
        Environment dev = environment("dev", ApplyMode.ON_COMMAND, 0);
        return dev.with(dev.rules().with(rule));
    }

    private static Pull planned(Environment... environments) {
        Pull pull = Pull.first();
        pull.environments = List.of(environments);
        pull.inspected();
        for (Environment environment : environments) {
            pull.planned(environment.name().text(), Pull.plan("pool"));
        }
        return pull.shown();
    }

    private static void in(Pull pull, String login, String team, Membership membership) {
        pull.teams.computeIfAbsent(login, l -> new TreeMap<>()).put(team, membership);
    }

    private static String closedApprovals(Pull pull) {
        return pull.answered(Answer.Refused.class).reports().getFirst().closed().stream()
                .filter(judged -> judged.gate().equals("approvals"))
                .map(judged -> ((Verdict.Closed) judged.verdict()).reason())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_command_does_what_its_giver_may_and_says_why_not_for_the_rest() {
        Pull pull = planned(
                environment("dev", ApplyMode.ON_COMMAND, 0),
                allowing(environment("prod", ApplyMode.ON_COMMAND, 0), Right.APPLY, "team:platform"));
        in(pull, "lee", "platform", Membership.NONE);

        pull.applies();
        assertThat(pull.wanted(Effect.StartApply.class))
                .extracting(Effect.StartApply::environment)
                .containsExactly(name("dev"));
        Answer.NotPermitted answer = pull.answered(Answer.NotPermitted.class);
        assertThat(answer.refusals()).hasSize(1);
        assertThat(answer.refusals().getFirst().environments()).containsExactly(name("prod"));
        assertThat(answer.refusals().getFirst().why())
                .isEqualTo("is none of those in `permissions.apply` (team platform)");
    }

    @Test
    void a_member_of_the_named_team_may_and_a_pending_or_unreadable_one_may_not() {
        Environment prod = allowing(environment("prod", ApplyMode.ON_COMMAND, 0), Right.APPLY, "team:platform");
        Pull pull = planned(prod);
        in(pull, "sam", "platform", Membership.ACTIVE);
        pull.says(SAM, new Command.Apply(List.of(named("prod"))));
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);

        Pull unread = planned(prod);
        unread.says(LEE, new Command.Apply(List.of(named("prod"))));
        assertThat(unread.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(unread.answered(Answer.NotPermitted.class)
                        .refusals()
                        .getFirst()
                        .why())
                .contains("team platform")
                .contains("lacks the organisation permission Members (read)");
    }

    @Test
    void an_account_may_by_name_and_an_empty_list_is_nobody() {
        Pull pull = planned(allowing(environment("prod", ApplyMode.ON_COMMAND, 0), Right.APPLY, "user:Sam"));
        pull.says(SAM, new Command.Apply(List.of(named("prod"))));
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);

        Pull nobody = planned(allowing(environment("prod", ApplyMode.ON_COMMAND, 0), Right.APPLY));
        nobody.commander = Permission.ADMIN;
        nobody.applies("prod");
        assertThat(nobody.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(nobody.answered(Answer.NotPermitted.class)
                        .refusals()
                        .getFirst()
                        .why())
                .isEqualTo("may not: `permissions.apply` names nobody");
    }

    @Test
    void redacting_needs_its_right_for_one_of_several_environments_and_is_refused_without_any() {
        Environment dev = allowing(environment("dev", ApplyMode.ON_COMMAND, 0), Right.REDACT, "user:lee");
        Environment prod = allowing(environment("prod", ApplyMode.ON_COMMAND, 0), Right.REDACT, "user:ann");
        Pull pull = planned(dev, prod);
        pull.says(LEE, new Command.Redact());
        assertThat(pull.wanted(Effect.Redact.class)).hasSize(1);
        assertThat(pull.wanted(Effect.Reply.class)).noneMatch(reply -> reply.answer() instanceof Answer.NotPermitted);

        Pull refused = planned(dev, prod);
        refused.says(KIM, new Command.Redact());
        assertThat(refused.wanted(Effect.Redact.class)).isEmpty();
        assertThat(refused.answered(Answer.NotPermitted.class).refusals())
                .extracting(Answer.NotPermitted.Refusal::environments)
                .containsExactly(List.of(name("dev")), List.of(name("prod")));
    }

    @Test
    void cancelling_follows_the_permission_to_plan_unless_it_is_set() {
        Pull pull = planned(allowing(environment("dev", ApplyMode.ON_COMMAND, 0), Right.PLAN, "admin"));
        pull.says(LEE, new Command.Cancel(List.of(named("dev"))));
        assertThat(pull.answered(Answer.NotPermitted.class)
                        .refusals()
                        .getFirst()
                        .why())
                .isEqualTo("has no admin permission");
    }

    @Test
    void a_team_is_asked_beside_the_number_of_people() {
        Pull pull = planned(
                asking(new ApprovalRule(2, new TreeMap<>(Map.of("platform", 1)), false, ApprovalRule.Bind.PLAN)));
        in(pull, "ann", "platform", Membership.NONE);
        in(pull, "kim", "platform", Membership.NONE);
        pull.approvedBy(ANN).approvedBy(KIM).applies("dev");
        assertThat(closedApprovals(pull)).contains("0 of 1 of team platform");

        in(pull, "kim", "platform", Membership.ACTIVE);
        pull.applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void who_leaves_the_team_before_the_confirmation_approves_no_more() {
        Pull pull = planned(
                asking(new ApprovalRule(1, new TreeMap<>(Map.of("platform", 1)), false, ApprovalRule.Bind.PLAN)));
        in(pull, "ann", "platform", Membership.ACTIVE);
        pull.approvedBy(ANN).applies("dev").compares("dev", Pull.plan("pool"));
        in(pull, "ann", "platform", Membership.NONE);
        pull.readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
        assertThat(pull.answered(Answer.Withdrawn.class).report().closed())
                .extracting(judged -> judged.gate())
                .contains("approvals");
    }

    @Test
    void an_approval_bound_to_the_commit_ends_with_the_next_push() {
        ApprovalRule rule = new ApprovalRule(1, new TreeMap<>(), false, ApprovalRule.Bind.COMMIT);
        Pull pull = planned(asking(rule)).approvedBy(ANN);
        pull.head = "head2";
        pull.inspected().planned("dev", Pull.plan("pool")).shown().applies("dev");
        assertThat(closedApprovals(pull)).contains("0 of 1").contains("approvals.bind: commit");

        Pull kept = planned(asking(ApprovalRule.of(1))).approvedBy(ANN);
        kept.head = "head2";
        kept.inspected().planned("dev", Pull.plan("pool")).shown().applies("dev");
        assertThat(kept.wanted(Effect.StartApply.class)).hasSize(1);
    }
}
