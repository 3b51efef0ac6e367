package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.gate.RequiredCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for a required check, and what only has its name. */
class RequiredChecksTest {
    private static final long CI = 15;
    private static final long OTHER = 16;
    private final List<JsonNode> runs = new ArrayList<>();
    private final List<JsonNode> statuses = new ArrayList<>();

    private RequiredChecksTest run(long id, long app, String conclusion) {
        String ended = conclusion.isEmpty()
                ? "\"status\":\"in_progress\",\"conclusion\":null"
                : "\"status\":\"completed\",\"conclusion\":\"" + conclusion + "\"";
        runs.add(json("{\"id\":" + id + ",\"name\":\"build\"," + ended + ",\"app\":{\"id\":" + app + "}}"));
        return this;
    }

    private RequiredChecksTest status(String state) {
        statuses.add(json("{\"context\":\"build\",\"state\":\"" + state + "\"}"));
        return this;
    }

    private static JsonNode json(String text) {
        return Fields.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** @param source the app that the rule names; 0 for none */
    private RequiredCheck judged(long source) {
        return RequiredChecks.judge(new RequiredChecks.Required("build", source), runs, statuses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "neutral", "skipped"})
    void a_run_that_ended_well_or_was_left_out_satisfies(String conclusion) {
        assertThat(run(1, CI, conclusion).judged(CI)).isEqualTo(new RequiredCheck("build", true, conclusion));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failure", "cancelled", "timed_out", "action_required", "stale", "startup_failure", "new"})
    void everything_else_does_not(String conclusion) {
        assertThat(run(1, CI, conclusion).judged(CI)).isEqualTo(new RequiredCheck("build", false, conclusion));
    }

    @Test
    void one_that_goes_on_or_never_began_does_not() {
        assertThat(judged(CI).state()).isEqualTo("missing");
        assertThat(run(1, CI, "success").run(2, CI, "").judged(CI).state()).isEqualTo("pending");
    }

    @Test
    void another_apps_check_or_a_status_of_that_name_does_not_stand_for_the_named_app() {
        assertThat(run(1, OTHER, "success").status("success").judged(CI).state())
                .isEqualTo("missing");
        assertThat(run(2, CI, "failure").run(3, OTHER, "success").judged(CI).passed())
                .isFalse();
    }

    @Test
    void where_no_app_is_named_the_newest_of_each_app_and_the_status_must_pass() {
        assertThat(run(1, CI, "failure").run(2, CI, "success").judged(0).passed())
                .isTrue();
        assertThat(run(3, OTHER, "success").judged(0).passed()).isTrue();
        assertThat(status("failure").judged(0).passed()).isFalse();
    }

    @Test
    void a_later_success_of_another_app_does_not_hide_a_failure() {
        assertThat(run(1, CI, "failure").run(2, OTHER, "success").judged(0).passed())
                .isFalse();
    }
}
