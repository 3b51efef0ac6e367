package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Action;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.plan.Shown;
import io.tidegate.report.PlanDiff;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {
    private static final Pattern LINE =
            Pattern.compile("Plan: (?:(\\d+) to import, )?(\\d+) to add, (\\d+) to change, (\\d+) to destroy\\.");
    private static final Pattern HEADING =
            Pattern.compile("(?m)^ +# (\\S.*?) (?:will be|must be|will no longer be|is tainted|has moved to).*$");

    @ParameterizedTest
    @MethodSource("io.tidegate.terraformcloud.RecordedPlans#names")
    void counts_and_addresses_are_those_that_terraform_shows(String name) {
        String show = RecordedPlans.text(name + "/show.txt");
        Plan plan = RecordedPlans.plan(name);
        Matcher line = LINE.matcher(show);
        if (line.find()) {
            int imports = line.group(1) == null ? 0 : Integer.parseInt(line.group(1));
            assertThat(List.of(
                            plan.counts().imports(),
                            plan.counts().add(),
                            plan.counts().change(),
                            plan.counts().destroy()))
                    .containsExactly(
                            imports,
                            Integer.parseInt(line.group(2)),
                            Integer.parseInt(line.group(3)),
                            Integer.parseInt(line.group(4)));
        } else {
            assertThat(plan.changes()).isEmpty();
        }
        List<String> shown =
                HEADING.matcher(show).results().map(heading -> heading.group(1)).toList();
        assertThat(plan.changes())
                .extracting(change -> change.previousAddress() == null ? change.address() : change.previousAddress())
                .containsExactlyInAnyOrderElementsOf(shown);
        assertThat(plan.changesNothing()).isEqualTo(show.contains("No changes."));
    }

    @ParameterizedTest
    @MethodSource("io.tidegate.terraformcloud.RecordedPlans#names")
    void no_secret_is_in_what_is_kept_or_shown(String name) {
        Plan plan = RecordedPlans.plan(name);
        assertThat(RecordedPlans.text(name + "/plan.json")).contains("dop_v1_fake_");
        assertThat(plan.toString() + PlanDiff.of(plan, ShowLevel.VALUES))
                .doesNotContain("s3cr3t", "dop_v1_fake", "supersecret");
    }

    @Test
    void a_value_masked_in_one_place_is_masked_where_terraform_does_not_mask_it() {
        // The fixture's output attribute holds the token too, and its own mask is empty there.
        ResourceChange change = RecordedPlans.plan("06-delete-one").changes().getFirst();
        assertThat(change.action()).isEqualTo(Action.DELETE);
        ResourceChange update =
                RecordedPlans.plan("12-sensitive-variable").changes().getFirst();
        assertThat(update.attributes())
                .contains(new AttributeChange("input.token", Shown.SENSITIVE, Shown.SENSITIVE, false));
        String json = plan(change("a.b", "update", "{\"plain\":\"hunter22\"}", "{\"plain\":\"hunter22!\"}"))
                .replace("\"variables\":{}", "\"variables\":{\"v\":{\"value\":{\"deep\":[\"hunter22\"]}}}")
                .replace(
                        "\"configuration\":{}",
                        "\"configuration\":{\"root_module\":{\"variables\":{\"v\":{\"sensitive\":true}}}}");
        assertThat(RecordedPlans.read(json).changes().getFirst().attributes())
                .containsExactly(new AttributeChange("plain", Shown.SENSITIVE, Shown.SENSITIVE, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dop_v1_0123456789",
                "ghs_abcdefghij",
                "AKIAABCDEFGHIJKLMNOP",
                "-----BEGIN RSA PRIVATE KEY-----",
                "postgres://u:p@db/x",
                "0123456789abcdef0123456789abcdef",
                "qW7xZ0pL2mN8vB4cX6dF1gH3jK5"
            })
    void a_value_that_looks_like_a_secret_is_withheld(String secret) {
        String json = plan(change("a.b", "create", "null", "{\"note\":\"see " + secret + "\"}"));
        assertThat(RecordedPlans.read(json).toString()).doesNotContain(secret).contains("Withheld");
    }

    @Test
    void a_value_whose_key_reads_as_one_of_a_secret_is_withheld() {
        String json = plan(change("a.b", "create", "null", "{\"settings\":{\"db_password\":\"blue\",\"name\":\"x\"}}"));
        assertThat(RecordedPlans.read(json).changes().getFirst().attributes())
                .containsExactly(
                        new AttributeChange("settings.db_password", Shown.ABSENT, Shown.WITHHELD, false),
                        new AttributeChange("settings.name", Shown.ABSENT, new Shown.Text("\"x\""), false));
    }

    @Test
    void an_instance_key_that_is_masked_elsewhere_is_hidden_but_told_apart() {
        String json = plan(change("a.b[\\\"hunter22\\\"]", "delete", "{\"id\":\"1\"}", "null")
                        + ","
                        + change("a.b[\\\"hunter22x\\\"]", "delete", "{\"id\":\"2\"}", "null"))
                .replace("\"before_sensitive\":false", "\"before_sensitive\":{\"pin\":true}")
                .replace("{\"id\":\"1\"}", "{\"id\":\"1\",\"pin\":\"hunter22\"}");
        List<String> addresses = RecordedPlans.read(json).changes().stream()
                .map(ResourceChange::address)
                .toList();
        assertThat(addresses).hasSize(2).doesNotHaveDuplicates().allMatch(a -> a.startsWith("a.b[\"(sensitive "));
    }

    @Test
    void texts_of_several_lines_are_compared_by_line_and_a_line_that_names_a_secret_is_withheld() {
        String json = plan(change(
                "a.b",
                "update",
                "{\"user_data\":\"#cloud\\nsize: 1\\npassword: blue\\n\"}",
                "{\"user_data\":\"#cloud\\nsize: 2\\npassword: green\\nmore: yes\\n\"}"));
        assertThat(RecordedPlans.read(json).changes().getFirst().attributes())
                .containsExactly(
                        new AttributeChange(
                                "user_data line 2",
                                new Shown.Text("\"size: 1\""),
                                new Shown.Text("\"size: 2\""),
                                false),
                        new AttributeChange("user_data line 3", Shown.WITHHELD, Shown.WITHHELD, false),
                        new AttributeChange("user_data line 4", Shown.ABSENT, new Shown.Text("\"more: yes\""), false));
    }

    @Test
    void the_attribute_that_forces_a_replacement_is_named() {
        assertThat(RecordedPlans.plan("04-replace").changes())
                .filteredOn(change -> change.action().replaces())
                .flatExtracting(ResourceChange::attributes)
                .filteredOn(AttributeChange::forcesReplacement)
                .extracting(AttributeChange::path)
                .containsExactly("triggers_replace");
    }

    @Test
    void names_alone_hold_no_value_and_counts_alone_no_attribute() {
        assertThat(RecordedPlans.plan("04-replace", ShowLevel.NAMES).toString()).doesNotContain("10.99.0.0");
        assertThat(RecordedPlans.plan("04-replace", ShowLevel.NAMES)
                        .changes()
                        .getFirst()
                        .attributes())
                .extracting(AttributeChange::path)
                .containsExactly("input", "output");
        assertThat(RecordedPlans.plan("04-replace", ShowLevel.COUNTS).changes())
                .allMatch(change -> change.attributes().isEmpty());
    }

    @Test
    void checks_that_only_the_apply_decides_are_counted_and_do_not_fail() {
        String json = RecordedPlans.text("14-check-failing/plan.json")
                .replaceAll("\"status\":\\s*\"fail\"", "\"status\":\"unknown\"");
        Plan plan = RecordedPlans.read(json);
        assertThat(plan.unknownChecks()).isPositive();
        assertThat(plan.failingChecks()).isEmpty();
    }

    @Test
    void failing_checks_and_errors_are_read() {
        assertThat(RecordedPlans.plan("14-check-failing").failingChecks())
                .containsExactly("check.app_pool_size: App pool has 2 nodes; at least 3 are required for HA.");
        Plan errored = RecordedPlans.plan("18-errored-precondition");
        assertThat(errored.errored()).isTrue();
        assertThat(errored.failingChecks())
                .containsExactly("terraform_data.guarded: app_count 50 exceeds the node quota of 10.");
        assertThat(RecordedPlans.plan("27-targeted").complete()).isFalse();
    }

    @Test
    void unknown_values_are_counted() {
        assertThat(RecordedPlans.plan("04-replace").unknownValues()).isEqualTo(6);
    }

    @Test
    void a_plan_cut_short_anywhere_is_refused() {
        String json = RecordedPlans.text("03-update-in-place/plan.json");
        for (int end = 0; end < json.strip().length(); end += 97) {
            refused(json.substring(0, end), "plan");
        }
    }

    @Test
    void what_is_not_understood_is_refused_by_name() {
        String good = plan(change("a.b", "update", "{}", "{}"));
        assertThat(RecordedPlans.read(good).changes()).hasSize(1);
        refused(good.replace("\"update\"", "\"explode\""), "something unknown to a.b");
        refused(good.replace("\"1.2\"", "\"2.0\""), "format_version is not 1.x");
        refused(good.replace("\"variables\"", "\"new_changes\""), "new_changes");
        refused(good.replace("\"variables\"", "\"timestamp\":\"x\",\"timestamp\":\"y\",\"variables\""), "key twice");
        refused(good.replace("\"before\":{}", "\"before\":{\"a\":1,\"a\":2}"), "key twice");
        refused(good.replace("\"before\":{}", "\"before\":{\"a\":1e99999}"), "too large");
        refused(good.replace("\"before\":{}", "\"before\":" + "[".repeat(300) + "]".repeat(300)), "too deeply");
        refused(good + "{}", "followed by");
        refused(plan(change("a.b", "update", "{}", "{}") + "," + change("a.b", "update", "{}", "{}")), "twice");
        refused("{}", "no Terraform plan");
        refused("[]", "not an object");
        refused("{\"plan_format_version\":\"2.0\"}", "is not 1.x");
        refused(
                good.replace("\"variables\"", "\"plan_format_version\":\"1.1\",\"variables\""),
                "full one and a redacted one");
        refused(good.replace("\"complete\":true", "\"complete\":\"yes\""), "neither true nor false");
    }

    @Test
    void a_refusal_quotes_no_value_of_the_plan() {
        String secret = "hunter22";
        assertThatThrownBy(() -> PlanReader.read(
                        bytes("{\"format_version\":\"1.2\",\"variables\":{\"a\":{\"value\":\"" + secret + "\" oops}}}"),
                        RecordedPlans.KEY,
                        ShowLevel.VALUES))
                .isInstanceOf(UnreadablePlan.class)
                .hasNoCause()
                .hasMessageNotContaining(secret);
    }

    @Test
    void unknown_plain_facts_are_passed_over_as_terraform_promises() {
        String good = plan(change("a.b", "update", "{}", "{}"));
        assertThat(RecordedPlans.read(good.replace("\"variables\"", "\"mood\":\"fine\",\"variables\""))
                        .fingerprint())
                .isEqualTo(RecordedPlans.read(good).fingerprint());
    }

    static String plan(String changes) {
        return "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"variables\":{},\"resource_changes\":["
                + changes + "],\"configuration\":{},\"applyable\":true,\"complete\":true,\"errored\":false}";
    }

    static String change(String address, String action, String before, String after) {
        return "{\"address\":\"" + address + "\",\"mode\":\"managed\",\"type\":\"a\",\"name\":\"b\","
                + "\"provider_name\":\"p\",\"change\":{\"actions\":[\"" + action + "\"],\"before\":" + before
                + ",\"after\":" + after + ",\"after_unknown\":{},\"before_sensitive\":false,\"after_sensitive\":{}}}";
    }

    private static ByteArrayInputStream bytes(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String json, String why) {
        assertThatThrownBy(() -> PlanReader.read(bytes(json), RecordedPlans.KEY, ShowLevel.VALUES))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessageContaining(why);
    }
}
