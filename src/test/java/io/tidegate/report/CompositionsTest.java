package io.tidegate.report;

import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.change.Pull;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.plan.Plan;
import io.tidegate.terraformcloud.RecordedPlans;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The living comment where it is hardest to keep short, and where everything in it comes from an enemy. */
class CompositionsTest {
    private static final List<String> ATTACKS = List.of(
            "@everyone",
            "@lee",
            "acme/infra#1",
            "#1",
            "https://evil.example/",
            "[click](https://evil.example/)",
            "![x](https://evil.example/x.png)",
            "<img src=x onerror=alert(1)>",
            "<a href=https://evil.example>x</a>",
            "</details>",
            "<!-- tidegate:summary -->",
            "a | b | c",
            "```\n### Approved\n```",
            "~~~",
            ":rocket:",
            "\u202egnp.exe",
            "zero\u200bwidth",
            "\u001b[31mred",
            "GH-1",
            "1234567890abcdef1234567890abcdef12345678",
            "www.evil.example",
            "mail@evil.example",
            "- [x] done",
            "$\\color{red}{x}$");

    @Test
    void forty_environments() {
        Pull pull = many(40);
        for (int i = 0; i < 40; i++) {
            pull.planned("env-" + i, i % 10 == 9 ? plan("pool", "firewall") : plan("pool"));
        }
        comment("comment-40-environments.md", pull.shown());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 500})
    void so_many_environments_that_their_details_do_not_fit_keep_their_rows(int count) {
        Pull pull = many(count);
        Plan replacing = RecordedPlans.plan("04-replace");
        for (int i = 0; i < count; i++) {
            pull.planned("env-" + i, replacing);
        }
        String text = SummaryComment.render(pull.shown().change, pull.shared).orElseThrow();
        assertThat(text).hasSizeLessThanOrEqualTo(Budget.COMMENT).contains("are left out here");
        assertThat(IntStream.range(0, count))
                .allMatch(i -> text.contains("**env-" + i + "**") || text.contains("**env\\-" + i + "**"));
    }

    @Test
    void a_thousand_changes() {
        String[] things = IntStream.range(0, 1_000)
                .mapToObj(i -> "module.pool_" + i + ".digitalocean_droplet.node")
                .toArray(String[]::new);
        comment(
                "comment-1000-changes.md",
                many(1).planned("env-0", plan(things)).shown());
    }

    @Test
    void nothing_but_hostile_strings() throws JsonProcessingException {
        comment("comment-hostile.md", many(1).planned("env-0", hostile()).shown());
    }

    private static Pull many(int count) {
        Pull pull = Pull.first();
        pull.repositoryRules = new RepositoryRules(List.of(), null, RepositoryRules.Merge.MANUAL, count);
        pull.environments = IntStream.range(0, count)
                .<Environment>mapToObj(i -> environment("env-" + i, ApplyMode.ON_COMMAND, 1))
                .toList();
        return pull.inspected();
    }

    private static void comment(String file, Pull pull) {
        String text = SummaryComment.render(pull.change, pull.shared).orElseThrow();
        assertThat(text).hasSizeLessThanOrEqualTo(Budget.COMMENT);
        Golden.agrees(file, text);
    }

    /** Each attack as an instance key, an attribute's name, its value, an output's name and a failing check's message. */
    private static Plan hostile() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode plan = json.createObjectNode();
        plan.put("format_version", "1.2").put("terraform_version", "1.11.4");
        ArrayNode changes = plan.putArray("resource_changes");
        ObjectNode outputs = plan.putObject("output_changes");
        ArrayNode checks = plan.putArray("checks");
        for (String attack : ATTACKS) {
            String key = json.writeValueAsString(attack);
            ObjectNode resource = changes.addObject();
            resource.put("address", "digitalocean_database_cluster.x[" + key + "]")
                    .put("mode", "managed");
            resource.put("type", "digitalocean_database_cluster")
                    .put("name", "x")
                    .put("provider_name", "p");
            ObjectNode change = resource.putObject("change");
            change.putArray("actions").add("delete").add("create");
            change.putObject("before").put(attack, "before").put("note", "x").put("user_data", "a\n" + attack);
            change.putObject("after").put(attack, attack).put("note", attack).put("user_data", "b\n" + attack + "!");
            change.putObject("after_unknown");
            change.put("before_sensitive", false).put("after_sensitive", false);
            change.putArray("replace_paths").addArray().add(attack);
            ObjectNode output = outputs.putObject(attack);
            output.putArray("actions").add("create");
            output.putNull("before").put("after", attack).put("after_unknown", false);
            output.put("before_sensitive", false).put("after_sensitive", false);
            ObjectNode check = checks.addObject();
            check.putObject("address").put("to_display", "check." + attack);
            check.put("status", "fail");
            check.putArray("instances")
                    .addObject()
                    .putArray("problems")
                    .addObject()
                    .put("message", attack);
        }
        plan.put("applyable", true).put("complete", true).put("errored", false);
        return RecordedPlans.read(json.writeValueAsString(plan));
    }
}
