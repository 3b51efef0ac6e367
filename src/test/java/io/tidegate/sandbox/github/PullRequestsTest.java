package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullRequestsTest {
    private static final String REPO = "/repos/acme/infra";
    private Client client;
    private String token;

    @BeforeEach
    void start() throws Exception {
        client = new Client();
        token = client.token(null);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void the_offered_merge_commit_has_base_and_head_as_parents_and_follows_both() throws Exception {
        int number = open("x", Map.of("new.tf", "1\n"));
        var pull = client.get(token, REPO + "/pulls/" + number).json();
        assertThat(pull.get("mergeable").asBoolean()).isTrue();
        assertThat(pull.get("mergeable_state").asText()).isEqualTo("clean");
        assertThat(parents(pull.get("merge_commit_sha").asText()))
                .containsExactly(client.repo.head("main"), pull.at("/head/sha").asText());
        String base = client.repo.pushToMain(client.ann, Map.of("README.md", "moved\n"));
        var moved = client.get(token, REPO + "/pulls/" + number).json();
        assertThat(parents(moved.get("merge_commit_sha").asText())).first().isEqualTo(base);
        assertThat(moved.at("/base/sha").asText())
                .isEqualTo(pull.at("/base/sha").asText());
        client.github.staleBaseSha(false);
        assertThat(client.get(token, REPO + "/pulls/" + number)
                        .json()
                        .at("/base/sha")
                        .asText())
                .isEqualTo(base);
    }

    @Test
    void mergeability_may_take_a_read_to_be_known() throws Exception {
        client.github.mergeableDelay(1);
        int number = open("x", Map.of("new.tf", "1\n"));
        var first = client.get(token, REPO + "/pulls/" + number).json();
        assertThat(first.get("mergeable").isNull()).isTrue();
        assertThat(first.get("mergeable_state").asText()).isEqualTo("unknown");
        assertThat(client.get(token, REPO + "/pulls/" + number)
                        .json()
                        .get("mergeable")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_conflict_is_not_mergeable_and_refused() throws Exception {
        int number = open("x", Map.of("README.md", "mine\n"));
        client.repo.pushToMain(client.ann, Map.of("README.md", "theirs\n"));
        var pull = client.get(token, REPO + "/pulls/" + number).json();
        assertThat(pull.get("mergeable").asBoolean()).isFalse();
        assertThat(pull.get("mergeable_state").asText()).isEqualTo("dirty");
        assertThat(pull.get("merge_commit_sha").isNull()).isTrue();
        assertThatThrownBy(() -> client.repo.merge(client.ann, number)).hasMessageContaining("conflicts");
    }

    @Test
    void a_merged_pull_request_keeps_its_files_and_its_merge_commit_is_on_main() throws Exception {
        int number = open("x", Map.of("new.tf", "1\n"));
        String sha = client.repo.merge(client.ann, number);
        var pull = client.get(token, REPO + "/pulls/" + number).json();
        assertThat(pull.get("merged").asBoolean()).isTrue();
        assertThat(pull.get("merge_commit_sha").asText()).isEqualTo(sha).isEqualTo(client.repo.head("main"));
        assertThat(client.get(token, REPO + "/pulls/" + number + "/files")
                        .json()
                        .findValuesAsText("filename"))
                .containsExactly("new.tf");
        assertThat(client.get(token, REPO + "/pulls?state=closed").json()).hasSize(1);
    }

    @Test
    void changed_files_tell_renames_from_both_sides_and_carry_patches() throws Exception {
        Map<String, String> changes = new HashMap<>();
        changes.put("modules/vpc/main.tf", null);
        changes.put("modules/network/main.tf", "x\n");
        changes.put("environments/dev/main.tf", "a = 1\nb = 3\n");
        changes.put("README.md", null);
        int number = open("x", changes);
        var files = client.get(token, REPO + "/pulls/" + number + "/files").json();
        assertThat(files.findValuesAsText("status")).containsExactly("removed", "modified", "renamed");
        assertThat(files.get(1).get("patch").asText()).isEqualTo("@@ -1,2 +1,2 @@\n a = 1\n-b = 2\n+b = 3");
        assertThat(files.get(2).get("previous_filename").asText()).isEqualTo("modules/vpc/main.tf");
    }

    @Test
    void updating_the_branch_merges_the_base_into_the_head_by_whoever_asked() throws Exception {
        int number = open("x", Map.of("new.tf", "1\n"));
        String head = client.repo.pullRequest(number).headSha();
        String base = client.repo.pushToMain(client.ann, Map.of("README.md", "moved\n"));
        String updated = client.repo.updateBranch(client.ann, number);
        assertThat(parents(updated)).containsExactly(head, base);
        assertThat(client.repo.pullRequest(number).headSha()).isEqualTo(updated);
        assertThat(client.get(token, REPO + "/pulls/" + number + "/commits")
                        .json()
                        .findValuesAsText("login"))
                .contains("lee", "ann", "web-flow");
        client.repo.forcePush(client.lee, "x", Map.of("new.tf", "2\n"));
        assertThat(client.get(token, REPO + "/pulls/" + number + "/commits").json())
                .hasSize(1);
    }

    @Test
    void reviews_are_bound_to_the_head_they_saw_and_nobody_approves_their_own() throws Exception {
        int number = open("x", Map.of("new.tf", "1\n"));
        String seen = client.repo.pullRequest(number).headSha();
        client.repo.review(client.ann, number, "APPROVE", "fine");
        client.repo.push(client.lee, "x", Map.of("new.tf", "2\n"));
        var review =
                client.get(token, REPO + "/pulls/" + number + "/reviews").json().get(0);
        assertThat(review.get("state").asText()).isEqualTo("APPROVED");
        assertThat(review.get("commit_id").asText()).isEqualTo(seen);
        assertThat(review.get("submitted_at").asText()).isNotEmpty();
        assertThatThrownBy(() -> client.repo.review(client.lee, number, "APPROVE", "mine"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void required_checks_block_and_are_told_by_rules_and_by_the_branch() throws Exception {
        client.repo.requireChecks("main", List.of("build", "lint"));
        int number = open("x", Map.of("new.tf", "1\n"));
        String sha = client.repo.pullRequest(number).headSha();
        var branch = client.get(token, REPO + "/branches/main").json();
        assertThat(branch.get("protected").asBoolean()).isTrue();
        assertThat(branch.at("/protection/required_status_checks/contexts")
                        .get(0)
                        .asText())
                .isEqualTo("build");
        assertThat(client.get(token, REPO + "/rules/branches/main").json().findValuesAsText("context"))
                .containsExactly("build", "lint");
        assertThat(state(number)).isEqualTo("blocked");
        client.repo.setCheck("other-ci", sha, "build", "success");
        client.repo.setCheck("status", sha, "lint", "pending");
        assertThat(state(number)).isEqualTo("blocked");
        assertThatThrownBy(() -> client.repo.merge(client.ann, number)).hasMessageContaining("lint");
        client.repo.setCheck("status", sha, "lint", "success");
        assertThat(state(number)).isEqualTo("clean");
        assertThat(client.get(token, REPO + "/commits/" + sha + "/status")
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("success");
    }

    @Test
    void a_fork_has_another_repository_at_its_head_until_that_is_deleted() throws Exception {
        Person stranger = client.github.person("max");
        int number = client.repo.openForkPullRequest(stranger, "patch", "Hello", Map.of("new.tf", "1\n"));
        var pull = client.get(token, REPO + "/pulls/" + number).json();
        assertThat(pull.at("/head/repo/full_name").asText()).isEqualTo("max/infra");
        assertThat(pull.at("/base/repo/full_name").asText()).isEqualTo("acme/infra");
        client.repo.deleteFork(number);
        assertThat(client.get(token, REPO + "/pulls/" + number)
                        .json()
                        .at("/head/repo")
                        .isNull())
                .isTrue();
        assertThatThrownBy(() -> client.repo.push(stranger, "x", Map.of("a", "b")))
                .hasMessageContaining("role none");
    }

    @Test
    void merging_by_the_app_needs_the_permission_and_the_right_head() throws Exception {
        int number = open("x", Map.of("new.tf", "1\n"));
        assertThat(client.as(token, "PUT", REPO + "/pulls/" + number + "/merge", "{}")
                        .status())
                .isEqualTo(403);
        client.github.appPermissions(Map.of("contents", "write", "pull_requests", "read"));
        String merger = client.token(null);
        String wrong = "{\"sha\":\"" + client.repo.head("main") + "\"}";
        assertThat(client.as(merger, "PUT", REPO + "/pulls/" + number + "/merge", wrong)
                        .status())
                .isEqualTo(409);
        String right = "{\"sha\":\"" + client.repo.pullRequest(number).headSha() + "\"}";
        assertThat(client.as(merger, "PUT", REPO + "/pulls/" + number + "/merge", right)
                        .status())
                .isEqualTo(200);
        assertThat(client.repo.pullRequest(number).merged()).isTrue();
    }

    @Test
    void what_was_pushed_while_closed_is_there_after_reopening() {
        int number = open("x", Map.of("new.tf", "1\n"));
        client.repo.close(client.lee, number);
        String pushed = client.repo.push(client.lee, "x", Map.of("new.tf", "2\n"));
        assertThat(client.repo.pullRequest(number).headSha()).isNotEqualTo(pushed);
        client.repo.reopen(client.lee, number);
        assertThat(client.repo.pullRequest(number).headSha()).isEqualTo(pushed);
        assertThat(client.repo.files(number).getFirst().patch()).contains("+2");
        assertThatThrownBy(() -> open("x", Map.of("other.tf", "1\n"))).hasMessageContaining("already");
    }

    private int open(String branch, Map<String, String> changes) {
        return client.repo.openPullRequest(client.lee, branch, "Change", changes);
    }

    private String state(int number) throws Exception {
        return client.get(token, REPO + "/pulls/" + number)
                .json()
                .get("mergeable_state")
                .asText();
    }

    private List<String> parents(String sha) throws Exception {
        return client.get(token, REPO + "/git/commits/" + sha)
                .json()
                .get("parents")
                .findValuesAsText("sha");
    }
}
