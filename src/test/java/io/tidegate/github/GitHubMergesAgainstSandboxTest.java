package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.change.ChangeEvent.MergeAsked.Outcome;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Merges.Queued;
import io.tidegate.flow.Outside;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.github.GitHubStandIn;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.http.Holds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Auto-merge, the merge queue and the merge, over HTTP. */
class GitHubMergesAgainstSandboxTest {
    private final GitHubStandIn github = new GitHubStandIn(0, new Journal(), new SandboxClock(), new Holds());
    private final Repo repo = github.createRepository("acme", "infra", Map.of("README.md", "x"));
    private final Person ann = github.person("ann");
    private final Forges forges =
            Forges.at(github.apiUrl(), github.appId(), github.privateKeyPem(), Duration.ofSeconds(20));
    private Repository repository;
    private int number;
    private String head;

    @BeforeEach
    void open() {
        repo.permission(ann, "admin");
        number = repo.openPullRequest(ann, "more", "More", Map.of("a", "1"));
        head = repo.pullRequest(number).headSha();
        Answer answer = forges.calls.send(new Call(
                "GET", forges.calls.api("/repos/acme/infra/installation"), "app", forges.app.token(), null, null));
        repository = new Repository(repo.id(), "acme", "infra", Fields.id(Fields.parse(answer.body()), "id"));
        permit("contents", "write");
    }

    @AfterEach
    void close() {
        github.close();
    }

    private void permit(String permission, String level) {
        Map<String, String> permissions = new TreeMap<>(github.appPermissions());
        permissions.put(permission, level);
        github.appPermissions(permissions);
    }

    private Outcome merge() {
        return forges.merges.merge(repository, number, head);
    }

    private Outside.Refused refused() {
        return catchThrowableOfType(Outside.Refused.class, this::merge);
    }

    @Test
    void what_waits_for_nothing_is_merged_at_once_and_once() {
        assertThat(merge()).isEqualTo(Outcome.MERGED);
        assertThat(repo.pullRequest(number).merged()).isTrue();
        assertThat(merge()).isEqualTo(Outcome.MERGED);
    }

    @Test
    void what_still_waits_for_a_check_is_merged_by_github_when_it_is_green() {
        repo.requireChecks("main", List.of("lint"));
        assertThat(merge()).isEqualTo(Outcome.WAITS);
        assertThat(merge()).isEqualTo(Outcome.WAITS);
        assertThat(repo.pullRequest(number).open()).isTrue();
        repo.setCheck("elsewhere", head, "lint", "success");
        assertThat(repo.pullRequest(number).merged()).isTrue();
    }

    @Test
    void auto_merge_is_called_off_where_tidegate_switched_it_on() {
        repo.requireChecks("main", List.of("lint"));
        merge();
        assertThat(repo.autoMerge(number)).isTrue();
        forges.merges.callOff(repository, number);
        assertThat(repo.autoMerge(number)).isFalse();
        forges.merges.callOff(repository, number);
    }

    @Test
    void a_branch_with_a_queue_gets_it_into_the_queue_whose_groups_are_told() {
        repo.requireQueue("main");
        repo.requireChecks("main", List.of("lint"));
        repo.setCheck("elsewhere", head, "lint", "success");
        assertThat(merge()).isEqualTo(Outcome.ENQUEUED);
        assertThat(merge()).isEqualTo(Outcome.ENQUEUED);

        String group = repo.mergeGroup(number).orElseThrow();
        assertThat(forges.merges.queue(repository, "main")).containsExactly(new Queued(number, group));
        assertThat(forges.merges.queue(repository, "mai")).isEmpty();
        assertThat(forges.merges.parents(repository, group)).containsExactly(repo.head("main"), head);
        repo.setCheck("elsewhere", group, "lint", "success");
        assertThat(repo.pullRequest(number).merged()).isTrue();
    }

    @Test
    void a_limit_of_graphql_that_is_told_in_a_success_is_waited_for_and_leaves_the_rest_alone() {
        repo.requireChecks("main", List.of("lint"));
        github.limits().points(1, Duration.ofMinutes(20));
        assertThat(merge()).isEqualTo(Outcome.WAITS);
        Outside.Limited limited =
                catchThrowableOfType(Outside.Limited.class, () -> forges.merges.callOff(repository, number));
        assertThat(limited).hasMessageContaining("POST /graphql").hasMessageContaining("API rate limit");
        assertThat(limited.after()).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
        String installation = "github/" + repository.installation();
        assertThat(forges.budgets.held).singleElement().asString().startsWith(installation + "/graphql PT");
        assertThat(forges.budgets.told).contains(installation + "/graphql 0/5000");
        assertThat(forges.merges.defaultBranch(repository)).isEqualTo("main");
    }

    @Test
    void a_secondary_limit_holds_for_rest_and_graphql_together() {
        repo.requireChecks("main", List.of("lint"));
        github.limits().contentPerMinute(0);
        assertThat(catchThrowableOfType(Outside.Limited.class, this::merge)).hasMessageContaining("POST /graphql");
        String installation = "github/" + repository.installation();
        assertThat(forges.budgets.held).singleElement().asString().startsWith(installation + " PT");
        assertThat(forges.budgets.asked).endsWith(installation, installation + "/graphql");
    }

    @Test
    void another_head_than_the_asked_one_is_not_merged() {
        repo.push(ann, "more", Map.of("a", "2"));
        assertThat(refused()).hasMessageContaining("pushed to meanwhile");
        assertThat(repo.pullRequest(number).open()).isTrue();
    }

    @Test
    void without_the_permission_nothing_is_merged_and_the_remedy_names_it() {
        permit("contents", "read");
        assertThat(refused().remedy()).contains("Contents: write", "merge: manual");
        assertThat(repo.pullRequest(number).open()).isTrue();
        assertThat(forges.merges.defaultBranch(repository)).isEqualTo("main");
    }

    @Test
    void where_auto_merge_is_not_allowed_the_remedy_says_who_allows_it() {
        repo.requireChecks("main", List.of("lint"));
        repo.allowAutoMerge(false);
        assertThat(refused()).hasMessageContaining("Auto merge is not allowed");
        assertThat(refused().remedy()).contains("allows auto-merge in its settings");
    }

    @Test
    void in_an_archived_repository_the_remedy_is_to_unarchive_it() {
        repo.archive(ann, true);
        assertThat(refused().remedy()).contains("unarchives the repository");
    }

    @Test
    void a_locked_conversation_is_refused_with_what_to_do() {
        repo.lockConversation(ann, number, true);
        Outside.Refused refused = catchThrowableOfType(
                Outside.Refused.class, () -> forges.forge.reply(repository, number, "<!-- x -->", false, "hello"));
        assertThat(refused.remedy()).contains("unlocks the conversation");
    }
}
