package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.change.Effect;
import io.tidegate.change.Pull;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Difference;
import io.tidegate.environment.Environment;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Proposal;
import io.tidegate.environment.VarFiles;
import io.tidegate.plan.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A pull request that changes the configuration, and one where there is none or a broken one. */
class ConfigurationCheckTest {
    private static final Difference LOOSER = new Difference("prod: approvals 2 → 1", Difference.Kind.LOOSENS);
    private static final Difference TIGHTER = new Difference("dev: plan auto → trusted", Difference.Kind.TIGHTENS);

    private static Problem problem(int line, String message) {
        return new Problem(Proposal.FILE, line, 3, message);
    }

    private static CheckReport check(Proposal proposal) {
        Pull pull = Pull.first();
        pull.proposal = proposal;
        return ConfigurationCheck.of(pull.inspected().change, proposal);
    }

    @Test
    void it_says_what_would_change_and_marks_what_loosens() {
        CheckReport check = check(new Proposal(
                List.of(),
                List.of(LOOSER, TIGHTER, new Difference("web is added: `<b>`", Difference.Kind.CHANGES)),
                List.of(new Difference("prod: approvals 0 → 1", Difference.Kind.TIGHTENS)),
                List.of("CODEOWNERS")));
        assertThat(check.name()).isEqualTo("tidegate: configuration");
        assertThat(check.conclusion()).isEqualTo("success");
        assertThat(check.title()).isEqualTo("valid, 3 changes, 1 loosens");
        Golden.agrees("check-configuration.md", check.summary());
    }

    @Test
    void an_order_that_cannot_work_is_a_warning_on_its_line_and_no_failure() {
        CheckReport check = check(new Proposal(
                List.of(), List.of(problem(7, "`prod` comes after `dev`")), List.of(TIGHTER), List.of(), List.of()));
        assertThat(check.conclusion()).isEqualTo("success");
        assertThat(check.summary()).contains("**Allowed, and yet not what it seems**\n\n- ⚠️ line 7, column 3:");
        assertThat(check.annotations())
                .extracting(Annotation::severity, Annotation::line)
                .containsExactly(tuple(Diagnostic.Severity.WARNING, 7));
    }

    @Test
    void errors_are_annotations_on_their_lines_and_it_fails() {
        CheckReport check = check(new Proposal(
                List.of(problem(0, "several directories are called dev"), problem(4, "`aprovals` is not a key here")),
                List.of(),
                List.of(),
                List.of()));
        assertThat(check.conclusion()).isEqualTo("failure");
        assertThat(check.title()).isEqualTo("2 errors");
        assertThat(check.annotations())
                .containsExactly(new Annotation(
                        ".github/tidegate.yml",
                        4,
                        3,
                        Diagnostic.Severity.ERROR,
                        "Tidegate does not understand this",
                        "`aprovals` is not a key here"));
        assertThat(check.summary())
                .contains("nothing would be applied", "line 4, column 3", "several directories are called dev");
    }

    @Test
    void it_stays_within_what_github_shows() {
        List<Problem> many = IntStream.rangeClosed(1, 500)
                .mapToObj(line -> problem(line, "‮".repeat(60)))
                .toList();
        CheckReport check = check(new Proposal(many, List.of(), List.of(), List.of()));
        assertThat(check.annotations())
                .hasSize(50)
                .allSatisfy(one -> assertThat(one.message()).doesNotContain("‮"));
        assertThat(check.summary()).hasSizeLessThan(65_535).contains("and 470 more");
    }

    @Test
    void it_is_written_once_for_a_head_and_again_when_something_about_it_changed() {
        Pull pull = Pull.first();
        assertThat(pull.inspected().effects).doesNotContain(new Effect.RefreshProposal());
        pull.proposal = new Proposal(List.of(), List.of(LOOSER), List.of(), List.of());
        assertThat(pull.inspected().effects).contains(new Effect.RefreshProposal());
        assertThat(pull.inspected().effects).doesNotContain(new Effect.RefreshProposal());
        pull.proposal = new Proposal(List.of(), List.of(TIGHTER), List.of(), List.of());
        assertThat(pull.inspected().effects).contains(new Effect.RefreshProposal());
    }

    @Test
    void what_a_pull_request_proposes_does_not_redden_the_summary_check() {
        Pull pull = Pull.first();
        pull.environments = List.of();
        pull.proposal = new Proposal(List.of(problem(1, "wrong")), List.of(), List.of(), List.of());
        assertThat(VerdictCheck.of(pull.inspected().change, Map.of()).conclusion())
                .isEqualTo("success");
    }

    @Test
    void a_broken_default_branch_is_said_and_reddens_no_pull_request_that_touches_no_environment() {
        Pull pull = Pull.first();
        pull.environments = List.of();
        pull.problems = List.of(problem(2, "`aprovals` is not a key here"));
        CheckReport verdict = VerdictCheck.of(pull.inspected().change, Map.of());
        assertThat(verdict.conclusion()).isEqualTo("success");
        assertThat(verdict.summary()).contains("has errors: nothing is applied", "aprovals");
    }

    @Test
    void an_organisations_file_in_trouble_closes_the_gate_and_is_said() {
        Pull pull = Pull.first();
        pull.organization = new OrganizationFile(null, "the organisation's `x` was there before, and is gone");
        pull.inspected().planned("dev", Pull.plan("pool")).shown();
        assertThat(VerdictCheck.of(pull.change, pull.shared).summary())
                .contains("Nothing is applied: the organisation");
        assertThat(SummaryComment.render(pull.change, pull.shared).orElseThrow())
                .contains(
                        "❌ **configuration**: the organisation&#39;s".replace("&#39;", "'"),
                        "an owner of the organisation");
    }

    @Test
    void without_a_file_nothing_is_said_of_an_environment_whose_workspace_was_never_read() {
        Pull pull = Pull.first();
        pull.configured = false;
        pull.inspected();
        assertThat(SummaryComment.render(pull.change.shown(), pull.shared)).isEmpty();
        assertThat(VerdictCheck.of(pull.change, pull.shared).conclusion())
                .as("not green before it is known")
                .isNull();
        pull.refused("dev", "may not use the workspace");
        assertThat(SummaryComment.render(pull.change.shown(), pull.shared)).isEmpty();
        assertThat(pull.change.shown().works()).isEmpty();
        CheckReport verdict = VerdictCheck.of(pull.change, pull.shared);
        assertThat(verdict.conclusion()).isEqualTo("success");
        assertThat(verdict.summary()).doesNotContain("dev");
    }

    @Test
    void with_a_file_such_an_environment_is_shown_with_the_reason() {
        Pull pull = Pull.first().inspected().refused("dev", "may not use the workspace");
        assertThat(VerdictCheck.of(pull.change, pull.shared).conclusion()).isEqualTo("action_required");
        assertThat(SummaryComment.render(pull.change.shown(), pull.shared).orElseThrow())
                .contains("may not use the workspace");
    }

    @Test
    void without_a_file_a_plan_comes_with_a_page_to_begin_one() {
        Pull pull = Pull.first();
        pull.configured = false;
        pull.inspected().planned("dev", Pull.plan("pool")).shown();
        assertThat(SummaryComment.render(pull.change.shown(), pull.shared).orElseThrow())
                .contains(
                        "Applying starts with a merged one: [begin it here](https://github.example/acme/infra/new/main"
                                + "?filename=.github%2Ftidegate.yml&value=version%3A%201%0Aorganization%3A%20acme%0A"
                                + "environments%3A%0A%20%20dev%3A%0A%20%20%20%20directory%3A%20environments%2Fdev%0A"
                                + "%20%20%20%20workspace%3A%20infra-dev%0A)");
    }

    @Test
    void the_root_and_variable_files_are_filled_in_and_what_needs_quotes_is_left_out() {
        Pull pull = Pull.first();
        pull.configured = false;
        pull.environments = List.of(
                flat("dev", "", "environments/dev.tfvars"),
                flat("odd", "a: {b}", "x.tfvars"),
                flat("web", "w b", "w.tfvars"));
        pull.inspected();
        for (String name : List.of("dev", "odd", "web")) {
            pull.planned(name, Pull.plan("pool"));
        }
        assertThat(FirstFile.address(pull.change).orElseThrow())
                .endsWith(
                        "environments%3A%0A%20%20dev%3A%0A%20%20%20%20directory%3A%20.%0A%20%20%20%20workspace%3A%20infra-dev"
                                + "%0A%20%20%20%20var-files%3A%20%5Benvironments%2Fdev.tfvars%5D%0A");
    }

    private static Environment flat(String name, String directory, String variables) {
        Environment usual = Pull.environment(name, ApplyMode.ON_COMMAND, 1);
        return new Environment(
                usual.name(),
                directory,
                usual.organization(),
                usual.workspace(),
                List.of(),
                List.of(),
                new VarFiles(List.of(variables), true),
                List.of(),
                usual.rules());
    }
}
