package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.change.Effect;
import io.tidegate.change.Revision;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Forge;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Trace;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.plan.Diagnostic;
import io.tidegate.report.Annotation;
import io.tidegate.report.Button;
import io.tidegate.report.CheckReport;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.github.GitHubStandIn;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Shown;
import io.tidegate.sandbox.http.Holds;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every call of the port over real HTTP, against a GitHub that was written from GitHub's documentation alone. */
class GitHubForgeAgainstSandboxTest {
    private static final Journal journal = new Journal();
    private static final GitHubStandIn github = new GitHubStandIn(0, journal, new SandboxClock(), new Holds());
    private static int repositories;
    private final String name = "infra-" + ++repositories;
    private final Repo repo = github.createRepository(
            "acme",
            name,
            Map.of(
                    ".github/tidegate.yml", "version: 1\n",
                    "README.md", "infra\n",
                    "environments/dev/main.tf", "a = 1\n"));
    private final Person lee = github.person("lee");
    private final Person ann = github.person("ann");
    private final Forges forges =
            Forges.at(github.apiUrl(), github.appId(), github.privateKeyPem(), Duration.ofSeconds(20));
    private final Forge forge = forges.forge;
    private Repository repository;
    private int number;
    private long mark;

    @BeforeEach
    void open() {
        repo.permission(lee, "write");
        repo.permission(ann, "maintain");
        number = repo.openPullRequest(lee, "bigger", "Bigger", Map.of("environments/dev/main.tf", "a = 2\n"));
        Answer answer = forges.calls.send(new Call(
                "GET",
                forges.calls.api("/repos/acme/" + name + "/installation"),
                "app",
                forges.app.token(),
                null,
                null));
        repository = new Repository(repo.id(), "acme", name, Fields.id(Fields.parse(answer.body()), "id"));
        requests();
    }

    @AfterAll
    static void close() {
        github.close();
    }

    @AfterEach
    void reset() {
        github.mergeableDelay(0);
        github.treeLimit(100_000);
        assertThat(journal.matching(entry -> entry.kind().equals("sandbox-bug")))
                .isEmpty();
    }

    /** Routes asked for since the last look. */
    private List<String> requests() {
        List<String> routes = new ArrayList<>();
        for (Journal.Entry entry : journal.since(mark)) {
            mark = entry.number();
            if (entry.kind().equals("request")) {
                routes.add(entry.fact("method") + " " + entry.fact("path"));
            }
        }
        return routes;
    }

    @Test
    void inspecting_with_cold_caches_takes_a_token_and_seven_calls() {
        Forge.Inspection seen = forge.inspect(repository, number);

        assertThat(requests()).hasSize(8).first().asString().endsWith("/access_tokens");
        assertThat(seen.source()).isEqualTo(Revision.Source.MERGE_COMMIT);
        assertThat(seen.commit()).isEqualTo(repo.pullRequest(number).mergeCommitSha());
        assertThat(seen.pullRequest().head()).isEqualTo(repo.head("bigger"));
        assertThat(seen.pullRequest().base()).isEqualTo(repo.head("main"));
        assertThat(seen.pullRequest().mergeable()).isEqualTo(PullRequest.Mergeable.YES);
        assertThat(seen.configuration()).isEqualTo("version: 1\n");
        assertThat(seen.configurationCommit()).isEqualTo(repo.head("main"));
        assertThat(seen.tree()).containsOnlyKeys(".github/tidegate.yml", "README.md", "environments/dev/main.tf");
        assertThat(seen.files()).containsExactly(new ChangedFile("environments/dev/main.tf", null));
        assertThat(seen.filesComplete()).isTrue();
        assertThat(seen.contributors())
                .extracting(c -> c.actor().login() + " " + c.role())
                .contains("lee author", "lee authored");
        assertThat(seen.unlinked()).isEmpty();
    }

    @Test
    void inspecting_a_push_asks_neither_for_a_token_nor_for_the_configuration_again() {
        forge.inspect(repository, number);
        requests();
        repo.push(lee, "bigger", Map.of("environments/dev/main.tf", "a = 3\n"));

        Forge.Inspection seen = forge.inspect(repository, number);

        assertThat(requests()).hasSizeLessThanOrEqualTo(6).noneMatch(path -> path.contains("contents"));
        assertThat(seen.commit()).isEqualTo(repo.pullRequest(number).mergeCommitSha());
        assertThat(seen.source()).isEqualTo(Revision.Source.MERGE_COMMIT);
    }

    @Test
    void a_moved_base_is_seen_although_the_pull_request_still_names_the_old_one() {
        forge.inspect(repository, number);
        repo.pushToMain(ann, Map.of("README.md", "newer\n"));

        Forge.Inspection seen = forge.inspect(repository, number);

        assertThat(seen.pullRequest().base()).isEqualTo(repo.head("main"));
        assertThat(seen.source()).isEqualTo(Revision.Source.MERGE_COMMIT);
        assertThat(forge.pullRequest(repository, number).base()).isEqualTo(repo.head("main"));
    }

    @Test
    void a_merge_commit_that_github_still_computes_is_asked_for_again() {
        github.mergeableDelay(3);
        repo.push(lee, "bigger", Map.of("environments/dev/main.tf", "a = 4\n"));

        assertThat(forge.inspect(repository, number).source()).isEqualTo(Revision.Source.MERGE_COMMIT);
        assertThat(requests().stream().filter(path -> path.endsWith("/pulls/" + number)))
                .hasSizeGreaterThan(1);
    }

    @Test
    void without_a_merge_commit_the_head_is_planned_and_appliable_only_on_top_of_its_base() {
        github.mergeableDelay(1000);
        repo.push(lee, "bigger", Map.of("environments/dev/main.tf", "a = 5\n"));
        Forge.Inspection onTop = forge.inspect(repository, number);
        assertThat(onTop.source()).isEqualTo(Revision.Source.HEAD);
        assertThat(onTop.commit()).isEqualTo(repo.head("bigger"));

        repo.pushToMain(ann, Map.of("README.md", "newer\n"));
        assertThat(forge.inspect(repository, number).source()).isEqualTo(Revision.Source.HEAD_BEHIND_BASE);
    }

    @Test
    void a_conflict_is_not_waited_for() {
        repo.pushToMain(ann, Map.of("environments/dev/main.tf", "a = 9\n"));

        Forge.Inspection seen = forge.inspect(repository, number);

        assertThat(seen.source()).isEqualTo(Revision.Source.HEAD_BEHIND_BASE);
        assertThat(seen.pullRequest().mergeable()).isEqualTo(PullRequest.Mergeable.NO);
        assertThat(requests()).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void a_merged_pull_request_is_seen_with_the_commit_its_merge_made() {
        String merge = repo.merge(ann, number);

        Forge.Inspection seen = forge.inspect(repository, number);

        assertThat(seen.pullRequest().life()).isEqualTo(PullRequest.Life.MERGED);
        assertThat(seen.commit()).isEqualTo(merge);
        assertThat(seen.pullRequest().mergedBy()).isNotNull();
        assertThat(seen.pullRequest().mergedBy().login()).isEqualTo("ann");
    }

    @Test
    void all_pages_of_changed_files_are_read_and_a_fork_is_known_as_one() {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 250; i++) {
            many.put("environments/dev/f" + i + ".tf", "x = " + i + "\n");
        }
        int large = repo.openForkPullRequest(github.person("mallory"), "many", "Many", many);

        Forge.Inspection seen = forge.inspect(repository, large);

        assertThat(seen.files()).hasSize(250);
        assertThat(seen.filesComplete()).isTrue();
        assertThat(seen.pullRequest().fork()).isTrue();
    }

    @Test
    void a_tree_that_github_cuts_off_is_refused() {
        github.treeLimit(1);

        assertThatThrownBy(() -> forge.tree(repository, repo.head("main")))
                .isInstanceOf(Outside.Refused.class)
                .hasMessageContaining("whole tree");
    }

    @Test
    void reviews_count_the_last_decision_of_each_with_the_commit_it_was_given_for() {
        Person bob = github.person("bob");
        repo.permission(bob, "write");
        repo.review(bob, number, "REQUEST_CHANGES", "no");
        repo.review(ann, number, "APPROVE", "yes");
        repo.review(ann, number, "COMMENT", "by the way");
        requests();

        var reviews = forge.reviews(repository, number);

        assertThat(reviews)
                .extracting(review -> review.by().login() + " " + review.approved() + " " + review.commit())
                .containsExactlyInAnyOrder("bob false " + repo.head("bigger"), "ann true " + repo.head("bigger"));
        assertThat(requests()).hasSize(2);
    }

    @Test
    void only_an_active_member_is_in_a_team_and_who_may_not_be_asked_for_is_in_none() {
        github.teamMember("acme", "platform", ann, "active");
        github.teamMember("acme", "platform", github.person("bob"), "pending");
        Actor bob = new Actor(github.person("bob").id(), "bob", false);
        Actor member = new Actor(ann.id(), "ann", false);

        assertThat(forge.membership(repository, "platform", member)).isEqualTo(Membership.ACTIVE);
        assertThat(forge.membership(repository, "platform", bob)).isEqualTo(Membership.NONE);
        assertThat(forge.membership(repository, "no-such-team", member)).isEqualTo(Membership.NONE);
        assertThat(forge.membership(repository, "platform", new Actor(ann.id(), "ann[bot]", true)))
                .isEqualTo(Membership.NONE);
    }

    @Test
    void permission_is_nothing_for_strangers_bots_and_a_login_that_somebody_else_has_now() {
        Actor real = new Actor(ann.id(), "ann", false);
        assertThat(forge.permission(repository, real)).isEqualTo(Permission.MAINTAIN);
        assertThat(forge.permission(repository, new Actor(ann.id() + 1, "ann", false)))
                .isEqualTo(Permission.NONE);
        assertThat(forge.permission(repository, new Actor(5, "no-such-person", false)))
                .isEqualTo(Permission.NONE);
        assertThat(forge.permission(repository, new Actor(6, "renovate[bot]", true)))
                .isEqualTo(Permission.NONE);
    }

    @Test
    void required_checks_leave_out_our_own_and_say_what_is_missing() {
        repo.requireChecks("main", List.of("tidegate", "build", "lint"));
        String head = repo.head("bigger");
        assertThat(forge.requiredChecks(repository, "main", head))
                .extracting(check -> check.name() + " " + check.state())
                .containsExactlyInAnyOrder("build missing", "lint missing");

        repo.setCheck("status", head, "build", "success");
        repo.setCheck("actions", head, "lint", "failure");
        assertThat(forge.requiredChecks(repository, "main", head))
                .extracting(check -> check.name() + " " + check.state() + " " + check.passed())
                .containsExactlyInAnyOrder("build success true", "lint failure false");
    }

    @Test
    void a_branch_that_requires_nothing_takes_two_calls() {
        forge.tip(repository, "main");
        requests();

        assertThat(forge.requiredChecks(repository, "main", repo.head("bigger")))
                .isEmpty();
        assertThat(requests()).hasSize(2);
    }

    @Test
    void the_configuration_comes_from_the_default_branch_and_may_be_absent() {
        assertThat(forge.configuration(repository))
                .isEqualTo(new Forge.ConfigurationFile(repo.head("main"), "version: 1\n"));
        Map<String, String> gone = new LinkedHashMap<>();
        gone.put(".github/tidegate.yml", null);
        repo.pushToMain(ann, gone);
        assertThat(forge.configuration(repository).text()).isNull();
    }

    @Test
    void code_owners_come_from_the_first_place_of_that_commit_in_one_call_and_once() {
        assertThat(forge.owners(repository, repo.head("main"))).isEmpty();
        String later = repo.pushToMain(
                ann, Map.of("docs/CODEOWNERS", "* @docs\n", "CODEOWNERS", "* @root\n", "src/CODEOWNERS", "* @src\n"));
        assertThat(forge.owners(repository, later)).contains(new Forge.OwnersFile("CODEOWNERS", "* @root\n"));
        String last = repo.pushToMain(ann, Map.of(".github/CODEOWNERS", "* @ann\n"));
        forge.tree(repository, last);
        requests();
        assertThat(forge.owners(repository, last)).contains(new Forge.OwnersFile(".github/CODEOWNERS", "* @ann\n"));
        assertThat(forge.owners(repository, last)).isPresent();
        assertThat(requests()).hasSize(1);
        assertThat(forge.owners(repository, later).orElseThrow().place()).isEqualTo("CODEOWNERS");
    }

    @Test
    void a_code_owners_file_that_github_would_not_load_is_not_read() {
        String large = repo.pushToMain(ann, Map.of("CODEOWNERS", "# x\n".repeat(900_000)));
        forge.tree(repository, large);
        requests();
        assertThat(forge.owners(repository, large)).contains(new Forge.OwnersFile("CODEOWNERS", null));
        assertThat(requests()).isEmpty();
    }

    @Test
    void two_commits_differ_in_the_files_of_both_sides() {
        String before = repo.head("main");
        Map<String, String> renamed = new LinkedHashMap<>();
        renamed.put("README.md", null);
        renamed.put("docs/README.md", "infra\n");
        String after = repo.pushToMain(ann, renamed);

        assertThat(forge.compare(repository, before, after))
                .containsExactly(new ChangedFile("README.md", null), new ChangedFile("docs/README.md", null));
        requests();
        assertThat(forge.compare(repository, before, before)).isEmpty();
        assertThat(forge.compare(repository, after, before)).hasSize(2);
        assertThat(requests()).isEmpty();
    }

    @Test
    void a_tarball_is_read_through_its_redirect_in_two_calls() throws Exception {
        forge.tip(repository, "main");
        requests();

        try (InputStream tarball = forge.tarball(repository, repo.head("main"))) {
            assertThat(tarball.readAllBytes()).startsWith(0x1f, 0x8b);
        }
        assertThat(requests()).hasSize(2);
    }

    @Test
    void the_living_comment_is_created_edited_adopted_and_never_taken_from_somebody_else() {
        repo.comment(lee, number, "<!-- tidegate:summary -->\nforged");
        Forge.Comment first = forge.writeSummary(repository, number, null, true, "one");
        assertThat(repo.comments(number)).hasSize(2);
        requests();

        Forge.Comment second = forge.writeSummary(repository, number, first.id(), false, "two");
        assertThat(requests()).hasSize(1);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.updatedAt()).isAfterOrEqualTo(first.updatedAt());

        assertThat(forge.writeSummary(repository, number, null, true, "three").id())
                .isEqualTo(first.id());
        assertThat(repo.comments(number).getLast().body()).isEqualTo("<!-- tidegate:summary -->\nthree");

        repo.deleteComment(ann, first.id());
        assertThat(forge.writeSummary(repository, number, first.id(), false, "four")
                        .id())
                .isNotEqualTo(first.id());
    }

    @Test
    void a_reply_is_posted_once_and_a_reaction_is_given() {
        Forge.Comment first = forge.reply(repository, number, "<!-- tidegate:reply:a1 -->", false, "done");
        Forge.Comment again = forge.reply(repository, number, "<!-- tidegate:reply:a1 -->", true, "done");
        Forge.Comment other = forge.reply(repository, number, "<!-- tidegate:reply:a2 -->", true, "done");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());

        long spoken = repo.comment(lee, number, "/plan");
        requests();
        forge.react(repository, spoken, Effect.Reaction.EYES);
        forge.react(repository, spoken, Effect.Reaction.CONFUSED);
        assertThat(requests()).hasSize(2);
        assertThat(repo.reactions(spoken)).containsExactly("tidegate[bot]:eyes", "tidegate[bot]:confused");

        assertThat(forge.commentExists(repository, spoken)).isTrue();
        repo.deleteComment(lee, spoken);
        assertThat(forge.commentExists(repository, spoken)).isFalse();
    }

    @Test
    void a_check_run_is_created_completed_and_adopted_by_its_external_id() {
        String head = repo.head("bigger");
        forge.tip(repository, "main");
        requests();

        long id = forge.writeCheck(repository, head, null, false, check(null));
        assertThat(requests()).hasSize(1);
        assertThat(repo.checkRuns(head)).singleElement().satisfies(run -> {
            assertThat(run.status()).isEqualTo("in_progress");
            assertThat(run.externalId()).isEqualTo("change/1");
        });
        assertThat(forge.writeCheck(repository, head, id, false, check("success")))
                .isEqualTo(id);
        assertThat(requests()).hasSize(1);
        assertThat(forge.writeCheck(repository, head, id, false, check("action_required")))
                .isEqualTo(id);
        assertThat(repo.checkRuns(head).getFirst().conclusion()).isEqualTo("action_required");
        assertThat(forge.writeCheck(repository, head, null, true, check("failure")))
                .isEqualTo(id);
        assertThat(repo.checkRuns(head)).singleElement().satisfies(run -> {
            assertThat(run.conclusion()).isEqualTo("failure");
            assertThat(run.title()).isEqualTo("1 to change");
        });
    }

    @Test
    void the_details_link_of_a_check_tells_the_trace_that_wrote_it() {
        String head = repo.head("bigger");
        CheckReport report = new CheckReport(
                "tidegate/dev", "change/1", null, "planning", "one", "https://hcp.example/run-1", List.of(), List.of());
        ScopedValue.where(Trace.CURRENT, Trace.of("github", "guid"))
                .run(() -> forge.writeCheck(repository, head, null, false, report));
        assertThat(repo.shown().checks(head))
                .extracting(Shown.Checked::detailsUrl)
                .containsExactly("https://hcp.example/run-1#trace=" + Trace.of("github", "guid"));
    }

    private static CheckReport check(String conclusion) {
        return check(conclusion, List.of());
    }

    private static CheckReport check(String conclusion, List<Annotation> annotations) {
        return new CheckReport(
                "tidegate/dev",
                "change/1",
                conclusion,
                "1 to change",
                "one",
                null,
                List.of(new Button("Plan", "Plans this environment again", "plan:0")),
                annotations);
    }

    @Test
    void annotations_are_sent_fifty_at_a_time_and_none_of_them_twice() {
        String head = repo.head("bigger");
        List<Annotation> many = IntStream.rangeClosed(1, 120)
                .mapToObj(line -> new Annotation("main.tf", line, Diagnostic.Severity.ERROR, "dev: Bad", "Bad"))
                .toList();
        forge.tip(repository, "main");
        long id = forge.writeCheck(repository, head, null, false, check(null));
        requests();

        forge.writeCheck(repository, head, id, false, check("failure", many));
        assertThat(requests()).hasSize(4);
        assertThat(annotated(head))
                .extracting(Shown.Annotation::from)
                .isEqualTo(IntStream.rangeClosed(1, 120).boxed().toList());
        forge.writeCheck(repository, head, id, false, check("failure", many));
        forge.writeCheck(repository, head, null, true, check("failure", many));
        assertThat(annotated(head)).hasSize(120);
    }

    @Test
    void the_configuration_of_any_commit_is_read_and_the_organisations_own_file_by_a_token_of_its_own() {
        String head = repo.push(lee, "bigger", Map.of(".github/tidegate.yml", "version: 1\napprovals: 2\n"));
        assertThat(forge.configuration(repository, head))
                .isEqualTo(new Forge.ConfigurationFile(head, "version: 1\napprovals: 2\n"));
        assertThat(forge.configuration(repository, repo.head("main")).text())
                .isNotEqualTo("version: 1\napprovals: 2\n");
        requests();

        assertThat(forge.organizationFile(repository)).as("no such repository").isEmpty();
        Repo own = github.createRepository("acme", ".github", Map.of("README.md", "acme"));
        assertThat(forge.organizationFile(repository)).contains(new Forge.ConfigurationFile(own.head("main"), null));
        own.permission(ann, "admin");
        own.pushToMain(ann, Map.of("tidegate-organization.yml", "version: 1\n"));
        requests();
        assertThat(forge.organizationFile(repository))
                .contains(new Forge.ConfigurationFile(own.head("main"), "version: 1\n"));
        assertThat(requests()).hasSize(3);
        forge.organizationFile(repository);
        assertThat(requests()).hasSize(2);
    }

    private List<Shown.Annotation> annotated(String head) {
        return repo.shown().checks(head).getFirst().annotations();
    }

    @Test
    void a_deployment_is_recorded_with_its_outcome() {
        String head = repo.head("bigger");
        long id = forge.createDeployment(repository, head, "dev", "x".repeat(200));
        forge.deploymentStatus(repository, id, "in_progress", "applying", null);
        forge.deploymentStatus(repository, id, "success", "applied", "https://app.terraform.io/run");

        assertThat(requests()).hasSize(4);
        assertThat(repo.deployments()).singleElement().satisfies(deployed -> {
            assertThat(deployed.environment()).isEqualTo("terraform/dev");
            assertThat(deployed.sha()).isEqualTo(head);
            assertThat(deployed.states()).contains("in_progress", "success");
        });
    }

    @Test
    void a_token_that_stops_working_in_the_middle_is_replaced_once() {
        forge.tip(repository, "main");
        github.expireTokens();
        requests();

        assertThat(forge.tip(repository, "main")).isEqualTo(repo.head("main"));
        assertThat(requests()).hasSize(3);
    }
}
