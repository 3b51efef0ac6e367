package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.plan.Diagnostic;
import io.tidegate.plan.Diagnostic.Severity;
import io.tidegate.plan.Diagnostics;
import org.junit.jupiter.api.Test;

class LogDiagnosticsTest {
    @Test
    void the_events_of_a_structured_log_tell_the_line() {
        assertThat(read(RecordedPlans.text("16-errored-validation/plan-stream.ndjson"))
                        .kept())
                .containsExactly(new Diagnostic(Severity.ERROR, "Unsupported argument", null, "main.tf", 41));
        assertThat(read(RecordedPlans.text("18-errored-precondition/plan-stream.ndjson"))
                        .of(Severity.ERROR))
                .containsExactly(new Diagnostic(Severity.ERROR, "Resource precondition failed", null, "main.tf", 67));
        assertThat(read(RecordedPlans.text("23-removed-forget/plan-stream.ndjson"))
                        .kept())
                .containsExactly(new Diagnostic(
                        Severity.WARNING, "Some objects will no longer be managed by Terraform", null, null, 0));
        assertThat(read(RecordedPlans.text("03-update-in-place/plan-stream.ndjson")))
                .isEqualTo(Diagnostics.NONE);
    }

    @Test
    void the_boxes_of_a_plain_log_tell_it_too() {
        String log = """
                \u001b[33m\u2577\u001b[0m\u001b[0m
                \u001b[33m\u2502\u001b[0m \u001b[0m\u001b[1m\u001b[33mWarning: \u001b[0mArgument is deprecated
                \u2502\s
                \u2502   with module.doks.digitalocean_kubernetes_cluster.main,
                \u2502   on ../../modules/doks/main.tf line 7, in resource "digitalocean_kubernetes_cluster" "main":
                \u2502    7:   token = "hunter22"
                \u2575
                \u2577
                \u2502 Error: Reference to undeclared input variable
                \u2502\s
                \u2502   on main.tf line 12, in output "more":
                \u2502   12:   value = var.absent
                \u2575
                """;
        Diagnostics found = read(log);
        assertThat(found.kept())
                .containsExactly(
                        new Diagnostic(Severity.ERROR, "Reference to undeclared input variable", null, "main.tf", 12),
                        new Diagnostic(
                                Severity.WARNING,
                                "Argument is deprecated",
                                "module.doks.digitalocean_kubernetes_cluster.main",
                                "../../modules/doks/main.tf",
                                7));
        assertThat(found.toString()).doesNotContain("hunter22");
    }

    @Test
    void the_last_ones_are_kept_and_the_others_counted() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            log.append("Error: number ")
                    .append(i)
                    .append("\nWarning: number ")
                    .append(i)
                    .append('\n');
        }
        Diagnostics found = read(log.toString());
        assertThat(found.of(Severity.ERROR))
                .hasSize(25)
                .last()
                .extracting(Diagnostic::summary)
                .isEqualTo("number 39");
        assertThat(found.more()).isEqualTo(30);
    }

    @Test
    void what_looks_like_a_secret_is_not_repeated() {
        Diagnostics found = read("Error: 401 for dop_v1_0123456789abcdef\n  with a.b[\"ghp_0123456789\"],\n");
        assertThat(found.kept()).hasSize(1);
        assertThat(found.toString()).doesNotContain("dop_v1", "ghp_0123");
    }

    private static Diagnostics read(String log) {
        LogDiagnostics diagnostics = new LogDiagnostics();
        log.lines().forEach(diagnostics::line);
        return diagnostics.found();
    }
}
