package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** States that somebody brings, and who may read them. */
class StateTest {
    private final TerraformStandIn terraform = new TerraformStandIn(0, new Journal(), new Holds());
    private final ApiClient api = new ApiClient(terraform.url(), terraform.token());
    private final Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
    private final String path = "/api/v2/workspaces/" + workspace.id();

    @AfterEach
    void close() {
        terraform.close();
    }

    private static byte[] state(int serial, String lineage, String value) {
        return ("{\"version\":4,\"terraform_version\":\"1.11.4\",\"serial\":" + serial + ",\"lineage\":\"" + lineage
                        + "\",\"outputs\":{\"a\":{\"value\":\"" + value
                        + "\",\"type\":\"string\",\"sensitive\":true}},\"resources\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private ApiClient.Answer bring(byte[] state, int serial, String md5) {
        return api.post(
                path + "/state-versions",
                "{\"data\":{\"type\":\"state-versions\",\"attributes\":{\"serial\":" + serial + ",\"md5\":\"" + md5
                        + "\",\"state\":\"" + Base64.getEncoder().encodeToString(state) + "\"}}}");
    }

    private ApiClient.Answer bring(byte[] state, int serial) {
        return bring(state, serial, StateVersion.md5(state));
    }

    @Test
    void whoever_brings_a_state_must_hold_the_lock() {
        byte[] first = state(1, "line", "one");
        assertThat(bring(first, 1).status()).isEqualTo(409);
        api.post(path + "/actions/lock", "{}");

        assertThat(bring(first, 1).status()).isEqualTo(201);

        ApiClient.Answer current = api.get(path + "/current-state-version");
        assertThat(current.attribute("serial").asInt()).isOne();
        assertThat(api.bare(
                                "GET",
                                current.attribute("hosted-state-download-url").asText(),
                                null)
                        .raw()
                        .body())
                .isEqualTo(first);
        assertThat(workspace.stateOutputs().get("a").asText()).isEqualTo("one");
    }

    @Test
    void a_state_must_follow_the_current_one_and_be_what_its_sender_says() {
        api.post(path + "/actions/lock", "{}");
        bring(state(3, "line", "one"), 3);

        assertThat(bring(state(2, "line", "older"), 2).status()).isEqualTo(409);
        assertThat(bring(state(3, "line", "other"), 3).status()).isEqualTo(409);
        assertThat(bring(state(4, "elsewhere", "other"), 4).status()).isEqualTo(409);
        assertThat(bring(state(4, "line", "two"), 5).status()).isEqualTo(422);
        assertThat(bring(state(4, "line", "two"), 4, "0123").status()).isEqualTo(422);
        assertThat(bring(state(4, "line", "two"), 4).status()).isEqualTo(201);
        ApiClient.Answer all =
                api.get("/api/v2/state-versions?filter%5Borganization%5D%5Bname%5D=acme&filter%5Bworkspace%5D%5Bname%5D"
                        + "=infra-dev");
        assertThat(all.data().findValuesAsText("serial")).containsExactly("4", "3");
    }

    @Test
    void a_sensitive_output_is_told_only_when_it_is_asked_for_by_itself() {
        api.post(path + "/actions/lock", "{}");
        bring(state(1, "line", "canary-71"), 1);

        ApiClient.Answer outputs = api.get(path + "/current-state-version-outputs");
        assertThat(outputs.json().toString()).doesNotContain("canary-71");
        ApiClient.Answer one = api.get(
                "/api/v2/state-version-outputs/" + outputs.data().at("/0/id").asText());
        assertThat(one.attribute("value").asText()).isEqualTo("canary-71");
        workspace.permissions(true, true, false);
        assertThat(api.get(path + "/current-state-version").status()).isEqualTo(404);
    }
}
