package io.tidegate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is judged without asking anybody. What is read over HTTP is in {@code DoctorVerbTest}. */
class ExaminationsTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final AppManifest NEEDED = new AppManifest(
            "Tidegate",
            "",
            List.of(new AppManifest.Needed("checks", "write", "checks")),
            List.of(new AppManifest.Needed("pull_request", "", "opened")));

    private static List<Finding> app(Map<String, String> permissions, List<String> events, Duration ahead) {
        return AppExamination.of(
                new AppSeen(7, "tidegate", "acme", "https://github.example/settings", permissions, events, ahead),
                NEEDED);
    }

    @ParameterizedTest
    @CsvSource({"0,Ok", "-5,Ok", "6,Warning", "-60,Warning", "61,Problem", "-3600,Problem"})
    void a_clock_that_is_off_is_the_worse_the_more(long seconds, String kind) {
        assertThat(app(Map.of("checks", "write"), List.of("pull_request"), Duration.ofSeconds(seconds)))
                .filteredOn(one -> one.subject().equals("clock"))
                .singleElement()
                .satisfies(one -> assertThat(one.getClass().getSimpleName()).isEqualTo(kind));
    }

    @Test
    void a_clock_that_nobody_told_is_unknown() {
        assertThat(AppExamination.of(new AppSeen(7, "t", "acme", "s", Map.of(), List.of(), null), NEEDED))
                .filteredOn(Finding.Unknown.class::isInstance)
                .singleElement()
                .satisfies(one -> assertThat(one.remedy()).contains("Date"));
    }

    @Test
    void administration_is_more_than_tidegate_ever_uses() {
        assertThat(app(Map.of("checks", "write", "administration", "write"), List.of("pull_request"), Duration.ZERO))
                .filteredOn(Finding.Warning.class::isInstance)
                .singleElement()
                .satisfies(one -> assertThat(one.text()).contains("administration is write"));
    }

    private static HookSeen.Attempt attempt(String guid, boolean arrived) {
        return new HookSeen.Attempt(guid, NOON, arrived);
    }

    private static List<Finding> hook(String url, String type, boolean checked, HookSeen.Attempt... attempts) {
        return HookExamination.of(new HookSeen(url, type, checked, List.of(attempts)), "https://github.example/app");
    }

    @Test
    void a_webhook_goes_to_the_door_encrypted_and_as_json() {
        String url = "https://tidegate.example/webhooks/github";
        assertThat(hook(url, "json", true, attempt("a", true))).allMatch(Finding.Ok.class::isInstance);
        assertThat(hook(null, "json", true, attempt("a", true)).getFirst()).isInstanceOf(Finding.Problem.class);
        assertThat(hook("https://tidegate.example/", "json", true).getFirst()).isInstanceOf(Finding.Problem.class);
        assertThat(hook(url, "form", true).getFirst()).isInstanceOf(Finding.Problem.class);
        assertThat(hook(url, "json", false).getFirst()).isInstanceOf(Finding.Warning.class);
        assertThat(hook("http://tidegate.example/webhooks/github", "json", true).getFirst())
                .isInstanceOf(Finding.Warning.class);
    }

    @Test
    void a_delivery_that_arrived_at_a_later_attempt_is_not_lost() {
        String url = "https://tidegate.example/webhooks/github";
        assertThat(hook(url, "json", true, attempt("a", true), attempt("a", false))
                        .getLast())
                .isInstanceOf(Finding.Ok.class);
        assertThat(hook(url, "json", true, attempt("b", true), attempt("a", false))
                        .getLast())
                .isInstanceOf(Finding.Warning.class);
        assertThat(hook(url, "json", true, attempt("b", false), attempt("a", true))
                        .getLast())
                .isInstanceOf(Finding.Problem.class);
        assertThat(hook(url, "json", true).getLast()).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void a_required_check_is_pinned_to_the_app() {
        assertThat(protection()).isInstanceOf(Finding.Warning.class);
        assertThat(protection(new ProtectionSeen.Required("ci", 7))).isInstanceOf(Finding.Warning.class);
        assertThat(protection(new ProtectionSeen.Required("tidegate", 0))).isInstanceOf(Finding.Warning.class);
        assertThat(protection(new ProtectionSeen.Required("tidegate", 8))).isInstanceOf(Finding.Problem.class);
        assertThat(protection(new ProtectionSeen.Required("tidegate", 0), new ProtectionSeen.Required("tidegate", 7)))
                .isInstanceOf(Finding.Ok.class);
    }

    private static Finding protection(ProtectionSeen.Required... required) {
        return ProtectionExamination.of(new ProtectionSeen("acme/infra", "main", List.of(required)), 7);
    }

    @Test
    void a_token_is_a_teams() {
        assertThat(TokenExamination.of(new TokenSeen("k", "api-team_1", true))).isInstanceOf(Finding.Ok.class);
        assertThat(TokenExamination.of(new TokenSeen("k", "ann", false))).isInstanceOf(Finding.Warning.class);
        assertThat(TokenExamination.of(new TokenSeen("k", "api-org-acme-1", true)))
                .isInstanceOf(Finding.Problem.class);
    }
}
