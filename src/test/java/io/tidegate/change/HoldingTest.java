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
import io.tidegate.environment.Environment;
import io.tidegate.environment.MergeWhen;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.environment.Right;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Permission;
import io.tidegate.report.CheckReport;
import io.tidegate.report.EnvironmentCheck;
import io.tidegate.report.SummaryComment;
import io.tidegate.report.VerdictCheck;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan runs the pull request's code with the workspace's credentials: who may have it run unasked, and who releases it. */
class HoldingTest {
    private static final Actor RENOVATE = new Actor(9, "renovate[bot]", true);

    private static Environment with(PlanMode mode, Right right, String... grantees) {
        Environment dev = environment("dev", ApplyMode.ON_COMMAND, 0);
        return allowing(dev.with(dev.rules().with(mode)), right, grantees);
    }

    private static Pull opened(Environment... environments) {
        Pull pull = Pull.first();
        pull.environments = List.of(environments);
        return pull;
    }

    private static Planning.Held held(Pull pull, String environment) {
        assertThat(pull.wanted(Effect.StartPlan.class))
                .noneMatch(start -> start.environment().equals(name(environment)));
        return (Planning.Held) pull.work(environment).planning();
    }

    private static CheckReport verdict(Pull pull) {
        return VerdictCheck.of(pull.change, pull.shared);
    }

    @Test
    void a_writers_pull_request_is_planned_unasked_and_a_readers_waits_for_release() {
        Pull writer = opened(environment("dev", ApplyMode.ON_COMMAND, 0)).inspected();
        assertThat(writer.wanted(Effect.StartPlan.class)).hasSize(1);

        Pull reader = opened(environment("dev", ApplyMode.ON_COMMAND, 0));
        reader.commander = Permission.READ;
        reader.look = List.of("`environments/dev/main.tf` (settings of a provider)");
        reader.inspected();
        assertThat(held(reader, "dev").reason()).isEqualTo("lee, who opened it, has no write permission");
        assertThat(held(reader, "dev").remedy())
                .isEqualTo("somebody with write permission reads the code and comments `/plan dev --sha head1`");
        assertThat(verdict(reader).conclusion()).isEqualTo("action_required");
        CheckReport check = EnvironmentCheck.of(reader.change, reader.work("dev"), reader.shared);
        assertThat(check.conclusion()).isEqualTo("action_required");
        assertThat(check.buttons()).extracting("label").containsExactly("Plan as read");
        assertThat(SummaryComment.render(reader.change, reader.shared).orElseThrow())
                .contains("/plan dev --sha head1")
                .contains("Look at these first")
                .contains("- `environments/dev/main.tf` \\(settings of a provider\\)")
                .contains("waits for somebody to read the code");
    }

    @Test
    void a_push_by_somebody_without_the_permission_holds_what_it_changes() {
        Pull pull = opened(environment("dev", ApplyMode.ON_COMMAND, 0)).inspected();
        pull.planned("dev", Pull.plan("pool")).shown();
        pull.head = "head2";
        pull.happens(new ChangeEvent.Touched("synchronize", SAM, true, pull.now))
                .inspected();
        assertThat(held(pull, "dev").reason()).isEqualTo("sam, who pushed to it, has no write permission");
    }

    @Test
    void somebody_of_whom_nothing_was_read_is_not_trusted() {
        Pull pull = opened(environment("dev", ApplyMode.ON_COMMAND, 0));
        pull.contributors.add(new People.Contributor(new Actor(77, "mallory", false), "pushed", "c0ffee1"));
        pull.inspected();
        assertThat(held(pull, "dev").reason()).isEqualTo("mallory, who pushed to it, has no write permission");
    }

    @Test
    void whose_commits_others_push_need_no_permission_themselves() {
        Pull pull = opened(environment("dev", ApplyMode.ON_COMMAND, 0));
        pull.contributors.add(new People.Contributor(SAM, "authored", "c0ffee1"));
        pull.contributors.add(new People.Contributor(SAM, "co-authored", "c0ffee2"));
        pull.inspected();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);

        pull.contributors.add(new People.Contributor(SAM, "pushed", "c0ffee1"));
        pull.head = "head2";
        pull.inspected();
        assertThat(held(pull, "dev").reason()).startsWith("sam, who pushed to it");
    }

    @Test
    void where_trust_is_asked_the_author_and_every_pusher_may_approve() {
        Environment dev = with(PlanMode.TRUSTED, Right.APPROVE, "user:ann", "user:lee");
        assertThat(opened(dev).inspected().wanted(Effect.StartPlan.class)).hasSize(1);

        Pull pull = opened(dev);
        pull.happens(new ChangeEvent.Touched("synchronize", KIM, true, pull.now))
                .inspected();
        assertThat(held(pull, "dev").reason())
                .startsWith("kim, who pushed to it, is none of those in `permissions.approve` (ann, lee)")
                .endsWith("and `plan: trusted` is configured");
        assertThat(held(pull, "dev").remedy()).startsWith("one of ann, lee reads the code");
    }

    @Test
    void a_bot_waits_unless_it_is_listed_by_name() {
        Pull pull = opened(environment("dev", ApplyMode.ON_COMMAND, 0));
        pull.happens(new ChangeEvent.Touched("synchronize", RENOVATE, true, pull.now))
                .inspected();
        assertThat(held(pull, "dev").reason()).startsWith("renovate[bot], who pushed to it, has no write");

        Pull listed = opened(with(PlanMode.AUTO, Right.PLAN, "write", "user:renovate[bot]"));
        listed.happens(new ChangeEvent.Touched("synchronize", RENOVATE, true, listed.now))
                .inspected();
        assertThat(listed.wanted(Effect.StartPlan.class)).hasSize(1);
    }

    @Test
    void a_fork_waits_whoever_opened_it_and_is_never_applied() {
        Pull pull = opened(environment("dev", ApplyMode.ON_COMMAND, 0));
        pull.fork = true;
        pull.inspected();
        assertThat(held(pull, "dev").reason()).contains("comes from a fork");

        pull.says(ANN, new Command.Plan(List.of(named("dev")), false, "head1"));
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        pull.planned("dev", Pull.plan("pool")).shown().applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.answered(Answer.Refused.class).reports().getFirst().closed())
                .extracting("gate")
                .contains("fork");
    }

    @Test
    void a_release_names_the_newest_commit_and_lapses_with_the_next_push() {
        Pull pull = opened(environment("dev", ApplyMode.ON_COMMAND, 0));
        pull.commander = Permission.READ;
        pull.inspected();
        pull.says(ANN, new Command.Plan(List.of(named("dev")), false, "head0"));
        assertThat(pull.wanted(Effect.StartPlan.class)).isEmpty();
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("the newest commit is `head1`");

        pull.says(ANN, new Command.Plan(List.of(named("dev"))));
        assertThat(pull.wanted(Effect.StartPlan.class)).isEmpty();
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("/plan dev --sha head1");

        pull.says(ANN, new Command.Plan(List.of(named("dev")), false, "head1"));
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        pull.planned("dev", Pull.plan("pool")).says(ANN, new Command.Plan(List.of()));
        assertThat(pull.wanted(Effect.StartPlan.class))
                .as("again, of the same commit")
                .hasSize(1);

        pull.head = "head2";
        pull.inspected();
        assertThat(held(pull, "dev").remedy()).endsWith("`/plan dev --sha head2`");
    }

    @Test
    void only_who_may_approve_releases() {
        Pull pull = opened(with(PlanMode.TRUSTED, Right.APPROVE, "user:ann"));
        pull.inspected();
        pull.says(KIM, new Command.Plan(List.of(named("dev")), false, "head1"));
        assertThat(pull.wanted(Effect.StartPlan.class)).isEmpty();
        assertThat(pull.answered(Answer.NotPermitted.class)
                        .refusals()
                        .getFirst()
                        .why())
                .contains("permissions.approve");
    }

    @Test
    void what_is_planned_on_command_alone_waits_for_its_name_and_leaves_the_verdict_red() {
        Environment prod = environment("prod", ApplyMode.ON_COMMAND, 0);
        Pull pull = opened(
                environment("dev", ApplyMode.NEVER, 0), prod.with(prod.rules().with(PlanMode.ON_COMMAND)));
        pull.inspected();
        assertThat(held(pull, "prod").release()).isFalse();
        pull.planned("dev", Pull.plan("pool"));
        assertThat(verdict(pull).conclusion()).isEqualTo("failure");
        assertThat(verdict(pull).summary()).contains("/plan prod");
        assertThat(EnvironmentCheck.of(pull.change, pull.work("prod"), pull.shared)
                        .conclusion())
                .isEqualTo("neutral");

        pull.says(LEE, new Command.Plan(List.of()));
        assertThat(pull.wanted(Effect.StartPlan.class))
                .extracting(Effect.StartPlan::environment)
                .containsExactly(name("dev"));
        pull.says(LEE, new Command.Plan(List.of(), true, null));
        assertThat(pull.wanted(Effect.StartPlan.class))
                .extracting(Effect.StartPlan::environment)
                .contains(name("prod"));
    }

    @Test
    void above_the_limit_the_first_wave_is_planned_and_the_rest_waits() {
        Environment[] many = IntStream.range(0, 8)
                .mapToObj(i -> i < 4
                        ? environment("a" + i, ApplyMode.ON_COMMAND, 0)
                        : environment("b" + i, ApplyMode.ON_COMMAND, 0, "a0"))
                .toArray(Environment[]::new);
        Pull pull = opened(many);
        pull.repositoryRules = new RepositoryRules(List.of(), null, RepositoryRules.Merge.MANUAL, 7);
        pull.inspected();
        assertThat(pull.wanted(Effect.StartPlan.class))
                .extracting(start -> start.environment().text())
                .containsExactly("a0", "a1", "a2", "a3");
        assertThat(held(pull, "b5").reason()).contains("limits.plans-per-pull-request");

        Pull fewer = opened(many);
        fewer.repositoryRules = new RepositoryRules(List.of(), null, RepositoryRules.Merge.MANUAL, 3);
        fewer.inspected();
        assertThat(fewer.wanted(Effect.StartPlan.class))
                .extracting(start -> start.environment().text())
                .containsExactly("a0", "a1", "a2");

        pull.says(LEE, new Command.Plan(List.of(named("b*"))));
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(4);
    }

    @Test
    void merge_when_planned_is_green_with_the_plans() {
        Pull pull = opened(environment("dev", ApplyMode.ON_COMMAND, 0)).inspected();
        pull.planned("dev", Pull.plan("pool"));
        assertThat(verdict(pull).conclusion()).isEqualTo("failure");

        Pull planned = opened(environment("dev", ApplyMode.ON_COMMAND, 0));
        planned.repositoryRules = new RepositoryRules(List.of(), MergeWhen.PLANNED, RepositoryRules.Merge.MANUAL, 25);
        planned.inspected().planned("dev", Pull.plan("pool"));
        assertThat(verdict(planned).conclusion()).isEqualTo("success");
    }
}
