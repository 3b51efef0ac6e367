package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import io.tidegate.environment.VarFiles;
import io.tidegate.plan.Diagnostic;
import io.tidegate.plan.Diagnostic.Severity;
import io.tidegate.plan.Diagnostics;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticWordsTest {
    private static final String RUN = "https://tfc.example/run";
    private static final Diagnostic ERROR = new Diagnostic(Severity.ERROR, "Bad <b>@size</b>", "a.b", "main.tf", 4);
    private static final Diagnostic IN_MODULE =
            new Diagnostic(Severity.WARNING, "Deprecated", null, "../../modules/doks/main.tf", 7);

    @Test
    void files_are_named_as_in_the_repository() {
        Diagnostics said = new Diagnostics(List.of(ERROR, IN_MODULE), 0, false);
        assertThat(DiagnosticWords.list(said, environment(ShowLevel.VALUES), RUN))
                .startsWith("- ❌ `environments/dev/main.tf:4` Bad ")
                .contains("- ⚠️ `modules/doks/main.tf:7` Deprecated\n")
                .doesNotContain("<b>", " @size");
        assertThat(DiagnosticWords.annotations(said, environment(ShowLevel.NAMES)))
                .containsExactly(
                        new Annotation(
                                "environments/dev/main.tf",
                                4,
                                Severity.ERROR,
                                "dev: Bad <b>@size</b>",
                                "Bad <b>@size</b> (a.b)"),
                        new Annotation("modules/doks/main.tf", 7, Severity.WARNING, "dev: Deprecated", "Deprecated"));
    }

    @Test
    void a_file_that_is_not_in_the_repository_gets_no_annotation() {
        for (String file : List.of("../../../etc/passwd", "/etc/passwd", ".terraform/modules/x/main.tf")) {
            Diagnostic elsewhere = new Diagnostic(Severity.ERROR, "Bad", null, file, 4);
            Diagnostics said = new Diagnostics(List.of(elsewhere), 0, false);
            assertThat(DiagnosticWords.annotations(said, environment(ShowLevel.VALUES)))
                    .isEmpty();
            assertThat(DiagnosticWords.list(said, environment(ShowLevel.VALUES), RUN))
                    .isEqualTo("- ❌ Bad\n");
        }
    }

    @Test
    void many_are_counted_and_linked_and_where_only_counts_are_shown_that_is_all() {
        Diagnostics said = new Diagnostics(Collections.nCopies(25, ERROR), 3, false);
        assertThat(DiagnosticWords.list(said, environment(ShowLevel.VALUES), RUN))
                .endsWith("- and 18 more: [in HCP Terraform](" + RUN + ")\n");
        assertThat(DiagnosticWords.list(said, environment(ShowLevel.COUNTS), RUN))
                .isEqualTo("- 28 errors and warnings: [in HCP Terraform](" + RUN + ")\n");
        assertThat(DiagnosticWords.annotations(said, environment(ShowLevel.COUNTS)))
                .isEmpty();
        assertThat(DiagnosticWords.list(Diagnostics.NONE, environment(ShowLevel.VALUES), RUN))
                .isEmpty();
        assertThat(DiagnosticWords.list(Diagnostics.UNREAD, environment(ShowLevel.VALUES), RUN))
                .contains("could not be read");
    }

    @Test
    void a_message_about_an_uploaded_variable_file_names_the_file_in_the_repository() {
        Environment flat = new Environment(
                new EnvironmentName("prod"),
                "stack",
                "acme",
                "infra-prod",
                List.of(),
                List.of(),
                new VarFiles(List.of("vars/all.tfvars", "vars/prod.tfvars.json"), true),
                List.of(),
                Rules.USUAL.with(ShowLevel.VALUES));
        Diagnostic undeclared = new Diagnostic(
                Severity.WARNING, "Undeclared variable", null, "zz-tidegate-prod-02.auto.tfvars.json", 3);
        assertThat(DiagnosticWords.annotations(new Diagnostics(List.of(undeclared), 0, false), flat))
                .containsExactly(new Annotation(
                        "vars/prod.tfvars.json",
                        3,
                        Severity.WARNING,
                        "prod: Undeclared variable",
                        "Undeclared variable"));
    }

    private static Environment environment(ShowLevel show) {
        return new Environment(
                new EnvironmentName("dev"), "environments/dev", "acme", "infra-dev", Rules.USUAL.with(show));
    }
}
