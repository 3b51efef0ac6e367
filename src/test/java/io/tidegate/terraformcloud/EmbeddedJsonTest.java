package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.Plan;
import io.tidegate.plan.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies and settings are often JSON in a text: people want to see what differs inside, and secrets hide there. */
class EmbeddedJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void texts_that_hold_json_are_compared_as_json() {
        assertThat(updated("""
                        {"Version":"1","Statement":[{"Action":"get","Effect":"Allow"}]}""", """
                        {"Statement": [{"Effect": "Allow", "Action": "*"}], "Version": "1"}""")).containsExactly(changed("policy.Statement.Action", "\"get\"", "\"*\""));
    }

    @Test
    void the_json_of_a_new_text_is_shown_by_its_parts() {
        assertThat(attributes(plan("create", null, text("""
                        {"a":[1,2],"b":{"c":true}}"""))))
                .extracting(AttributeChange::path)
                .containsExactly("policy.a", "policy.b.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1} x", "{not json", "plain", "[", "1", "{}x", ""})
    void a_text_that_holds_no_json_is_compared_as_a_text(String after) {
        assertThat(updated("{\"a\":1}", after))
                .extracting(AttributeChange::path)
                .containsExactly("policy");
    }

    @Test
    void json_that_is_only_spelt_otherwise_differs_still() {
        assertThat(updated("{\"a\":1}", "{ \"a\": 1 }"))
                .extracting(AttributeChange::path)
                .containsExactly("policy");
    }

    @Test
    void json_that_is_nested_very_deeply_is_a_text() {
        assertThat(updated("[]", "[".repeat(20_000) + "]".repeat(20_000)))
                .extracting(AttributeChange::path)
                .containsExactly("policy");
    }

    @Test
    void a_secret_within_is_withheld_by_its_key() {
        assertThat(updated("{\"db_password\":\"blue\",\"size\":1}", "{\"db_password\":\"green\",\"size\":2}"))
                .containsExactly(
                        new AttributeChange("policy.db_password", Shown.WITHHELD, Shown.WITHHELD, false),
                        changed("policy.size", "1", "2"));
    }

    @Test
    void a_secret_within_is_withheld_wherever_the_text_stands() {
        ObjectNode listed = JSON.createObjectNode();
        listed.putArray("policies").add("{\"db_password\":\"hush\"}");

        assertThat(plan("create", null, text("{\"db_password\":\"hush\"}")).toString())
                .doesNotContain("hush");
        assertThat(plan("create", null, listed).toString()).doesNotContain("hush");
        assertThat(plan("update", text("plain"), text("{\"db_password\":\"hush\"}"))
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void a_secret_masked_elsewhere_is_found_behind_the_escapes_within() {
        ObjectNode after = text("{\"x\":\"h\\u0075nter22\"}").put("pin", "hunter22");
        ObjectNode listed = JSON.createObjectNode().put("pin", "hunter22");
        listed.putArray("policies").add("{\"x\":\"h\\u0075nter22\"}");

        assertThat(attributes(plan("create", null, after)))
                .containsExactly(
                        new AttributeChange("pin", Shown.ABSENT, Shown.SENSITIVE, false),
                        new AttributeChange("policy.x", Shown.ABSENT, Shown.SENSITIVE, false));
        assertThat(plan("create", null, listed).toString()).doesNotContain("nter22");
    }

    private static AttributeChange changed(String path, String before, String after) {
        return new AttributeChange(path, new Shown.Text(before), new Shown.Text(after), false);
    }

    private static ObjectNode text(String policy) {
        return JSON.createObjectNode().put("policy", policy);
    }

    private static List<AttributeChange> updated(String before, String after) {
        return attributes(plan("update", text(before), text(after)));
    }

    private static List<AttributeChange> attributes(Plan plan) {
        return plan.changes().getFirst().attributes();
    }

    /** The attribute {@code pin} is sensitive. */
    private static Plan plan(String action, ObjectNode before, ObjectNode after) {
        ObjectNode plan = JSON.createObjectNode().put("format_version", "1.2").put("terraform_version", "1.11.4");
        ObjectNode resource = plan.putArray("resource_changes").addObject();
        resource.put("address", "a.b").put("mode", "managed").put("type", "a").put("name", "b");
        resource.put("provider_name", "p");
        ObjectNode change = resource.putObject("change");
        change.putArray("actions").add(action);
        change.set("before", before);
        change.set("after", after);
        change.putObject("after_unknown");
        change.putObject("before_sensitive");
        change.putObject("after_sensitive").put("pin", true);
        return RecordedPlans.read(plan.toString());
    }
}
