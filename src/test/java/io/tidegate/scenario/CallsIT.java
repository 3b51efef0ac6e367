package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Journal.Entry;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What one environment costs in calls: both sides limit them per hour and per second. */
class CallsIT {
    @Test
    void an_opened_and_a_pushed_pull_request_cost_few_calls() {
        try (Stage stage = Stage.alone()) {
            stage.awaitQuiet();
            long before = stage.sandbox.journal().since(0).size();
            int number = stage.openPlanned("dev");
            stage.awaitQuiet();
            List<Entry> opened = stage.sandbox.journal().since(before);
            before += opened.size();
            stage.repository.push(
                    stage.lee,
                    stage.repository.pullRequest(number).headRef(),
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 3)));
            stage.await(
                    "the comment shows the new plan",
                    () -> stage.living(number).orElseThrow().body().contains("-> 3"));
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitQuiet();
            List<Entry> pushed = stage.sandbox.journal().since(before);

            System.out.println(
                    "Opened, with cold caches:\n" + listed(opened) + "\nPushed, with warm caches:\n" + listed(pushed));
            assertThat(calls(opened, "github")).as("GitHub, opened").hasSizeLessThanOrEqualTo(17);
            assertThat(calls(pushed, "github")).as("GitHub, pushed").hasSizeLessThanOrEqualTo(14);
            assertThat(calls(opened, "terraform")).as("HCP Terraform, opened").hasSizeLessThanOrEqualTo(7);
            assertThat(calls(pushed, "terraform")).as("HCP Terraform, pushed").hasSizeLessThanOrEqualTo(7);
        }
    }

    private static List<String> calls(List<Entry> entries, String side) {
        return entries.stream()
                .filter(entry -> entry.kind().equals("request") && entry.side().equals(side))
                .filter(Predicate.not(CallsIT::polling))
                .map(CallsIT::call)
                .toList();
    }

    /** Asking again and again until HCP Terraform is done depends on how long it takes. */
    private static boolean polling(Entry entry) {
        return entry.side().equals("terraform")
                && entry.fact("method").equals("GET")
                && entry.fact("path").matches("/api/v2/(runs|configuration-versions)/[^/]+");
    }

    private static String listed(List<Entry> entries) {
        return calls(entries, "github").stream()
                        .map(call -> "  GitHub  " + call)
                        .collect(Collectors.joining("\n")) + "\n"
                + calls(entries, "terraform").stream()
                        .map(call -> "  HCP     " + call)
                        .collect(Collectors.joining("\n"));
    }

    private static String call(Entry entry) {
        return entry.fact("method") + " " + entry.fact("path") + " " + entry.fact("query") + " -> "
                + entry.fact("status");
    }
}
