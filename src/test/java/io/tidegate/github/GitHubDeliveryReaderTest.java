package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Origin;
import io.tidegate.command.Command;
import io.tidegate.command.CommandParser;
import io.tidegate.command.Named;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.Reading;
import io.tidegate.flow.Trace;
import io.tidegate.gate.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GitHubDeliveryReaderTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final Actor LEE = new Actor(501, "lee", false);

    private static GitHubDeliveryReader reader(List<String> owners, List<String> repositories) {
        var settings = Forges.settings(
                "http://127.0.0.1:1", 424242, Forges.key(), Duration.ofSeconds(1), owners, repositories);
        Forges forges = new Forges(settings, InstantSource.system());
        var served = new ServedRepositories(settings, forges.calls, forges.app);
        return new GitHubDeliveryReader(served, settings, CommandParser::parse);
    }

    private static String payload(String name) {
        try (InputStream stream = GitHubDeliveryReaderTest.class.getResourceAsStream("/payloads/github/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reading read(String kind, String body) {
        return reader(List.of("acme"), List.of()).read(delivery(kind, body));
    }

    private static Delivery delivery(String kind, String body) {
        return new Delivery(
                1, "github", "guid", kind, body.getBytes(StandardCharsets.UTF_8), AT, Trace.of("github", "guid"));
    }

    private static Reading.Relevant relevant(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Relevant.class);
        return (Reading.Relevant) reading;
    }

    private static void ignored(Reading reading, String why) {
        assertThat(reading).isInstanceOf(Reading.Ignored.class);
        assertThat(((Reading.Ignored) reading).reason()).contains(why);
    }

    private static void left(Reading reading, String why) {
        assertThat(reading).isEqualTo(new Reading.Whereabouts(List.of(), List.of(9001L), reason(reading)));
        assertThat(reason(reading)).contains(why);
    }

    private static String reason(Reading reading) {
        return ((Reading.Whereabouts) reading).reason();
    }

    @Test
    void an_opened_pull_request_is_to_be_looked_at() {
        Reading.Relevant opened = relevant(read("pull_request", payload("pull_request.opened.json")));

        assertThat(opened.change()).isEqualTo(new ChangeId(9001, 12));
        assertThat(opened.repository()).isEqualTo(new Repository(9001, "acme", "infra", 777));
        assertThat(opened.events()).containsExactly(new ChangeEvent.Touched("opened", LEE, true, AT));
    }

    @Test
    void only_opening_and_pushing_count_as_a_push() {
        String body = payload("pull_request.opened.json");
        for (String action : List.of("reopened", "ready_for_review", "converted_to_draft", "edited", "closed")) {
            var events = relevant(read("pull_request", body.replace("\"opened\"", '"' + action + '"')))
                    .events();
            assertThat(events).containsExactly(new ChangeEvent.Touched(action, LEE, false, AT));
        }
        assertThat(relevant(read("pull_request", body.replace("\"opened\"", "\"synchronize\"")))
                        .events())
                .containsExactly(new ChangeEvent.Touched("synchronize", LEE, true, AT));
        ignored(read("pull_request", body.replace("\"opened\"", "\"labeled\"")), "labeled");
    }

    @Test
    void every_command_line_of_a_new_comment_is_given_once() {
        Reading.Relevant commented = relevant(read("issue_comment", payload("issue_comment.created.json")));

        assertThat(commented.events())
                .containsExactly(new ChangeEvent.CommandGiven(
                        new Origin.Line(4100200300L, 1),
                        new Command.Apply(List.of(new Named("dev"))),
                        LEE,
                        Instant.parse("2026-11-20T09:59:58Z"),
                        AT));
    }

    @Test
    void comments_that_are_no_command_are_ignored_with_their_reason() {
        String body = payload("issue_comment.created.json");
        ignored(read("issue_comment", body.replace("/apply dev", "looks good")), "no line");
        ignored(read("issue_comment", body.replace("\"created\"", "\"edited\"")), "only a new comment");
        ignored(read("issue_comment", body.replace("\"type\": \"User\"", "\"type\": \"Bot\"")), "bot");
        ignored(read("issue_comment", body.replace("\"pull_request\": {", "\"other\": {")), "on an issue");
        ignored(
                read(
                        "issue_comment",
                        body.replace(
                                "\"performed_via_github_app\": null",
                                "\"performed_via_github_app\": {\"id\": 424242}")),
                "own comment");
    }

    @Test
    void a_comment_sent_by_another_than_its_author_is_malformed() {
        String body = payload("issue_comment.created.json");
        int sender = body.lastIndexOf("\"id\": 501");
        String forged = body.substring(0, sender) + "\"id\": 502" + body.substring(sender + 9);

        assertThat(read("issue_comment", forged)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void a_deleted_comment_takes_its_approval_with_it() {
        String body = payload("issue_comment.created.json").replace("\"created\"", "\"deleted\"");

        assertThat(relevant(read("issue_comment", body)).events())
                .containsExactly(new ChangeEvent.CommentDeleted(4100200300L, AT));
    }

    @Test
    void reviews_that_decide_are_looked_at() {
        String body = payload("pull_request_review.submitted.json");
        Actor ann = new Actor(502, "ann", false);
        assertThat(relevant(read("pull_request_review", body)).events())
                .containsExactly(new ChangeEvent.Reviewed(ann, AT));
        assertThat(relevant(read("pull_request_review", body.replace("\"submitted\"", "\"dismissed\"")))
                        .events())
                .containsExactly(new ChangeEvent.Reviewed(ann, AT));
        ignored(read("pull_request_review", body.replace("\"approved\"", "\"commented\"")), "only comments");
    }

    @Test
    void other_events_say_why_nothing_follows() {
        ignored(read("push", "{}"), "moved base");
        ignored(read("ping", "{}"), "set up");
        ignored(read("star", "{}"), "star");
    }

    @Test
    void a_body_that_is_not_its_events_is_malformed_and_never_quoted() {
        for (String kind : List.of("pull_request", "pull_request_review", "issue_comment")) {
            for (String body : List.of("{}", "[]", "{\"action\":\"opened\",\"repository\":\"canary\"}", "canary")) {
                Reading reading = read(kind, body);
                assertThat(reading).isInstanceOf(Reading.Malformed.class);
                assertThat(((Reading.Malformed) reading).reason()).doesNotContain("canary");
            }
        }
        assertThat(read("pull_request", payload("issue_comment.created.json"))).isInstanceOf(Reading.Malformed.class);
        assertThat(read("pull_request@99", payload("pull_request.opened.json"))).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void a_repository_is_told_under_its_new_name_and_one_that_went_to_another_owner_left() {
        String renamed = """
                {"action":"renamed","repository":{"id":9001,"name":"platform","owner":{"login":"acme"}},"installation":{"id":777}}""";
        assertThat(read("repository", renamed)).isInstanceOfSatisfying(Reading.Whereabouts.class, news -> {
            assertThat(news.there()).containsExactly(new Repository(9001, "acme", "platform", 777));
            assertThat(news.left()).isEmpty();
        });
        for (String gone : List.of(
                renamed.replace("\"acme\"", "\"evil\"").replace("renamed", "transferred"),
                renamed.replace("renamed", "deleted"))) {
            assertThat(read("repository", gone)).isInstanceOfSatisfying(Reading.Whereabouts.class, news -> {
                assertThat(news.there()).isEmpty();
                assertThat(news.left()).containsExactly(9001L);
            });
        }
        assertThat(read("repository", "{\"action\":\"renamed\"}")).isInstanceOf(Reading.Malformed.class);
    }

    private static String mergeGroup(String action, String ref, String base) {
        return """
                {"action":"%s","reason":"dequeued","merge_group":{"head_sha":"%s","head_ref":"%s","base_sha":"%s",
                 "base_ref":"%s"},"repository":{"id":9001,"name":"infra","owner":{"login":"acme"}},
                 "installation":{"id":777}}""".formatted(action, HEAD, ref, BASE, base);
    }

    private static final String HEAD = "a".repeat(40);
    private static final String BASE = "b".repeat(40);

    @Test
    void a_merge_group_is_about_the_pull_request_that_its_branch_names() {
        for (String branch : List.of("main", "release/1.x")) {
            String ref = "refs/heads/gh-readonly-queue/" + branch + "/pr-104-" + BASE;
            Reading.Relevant asked =
                    relevant(read("merge_group", mergeGroup("checks_requested", ref, "refs/heads/" + branch)));
            assertThat(asked.change()).isEqualTo(new ChangeId(9001, 104));
            assertThat(asked.events()).containsExactly(new ChangeEvent.Grouped(HEAD, BASE, AT));
            assertThat(relevant(read("merge_group", mergeGroup("destroyed", ref, branch)))
                            .events())
                    .containsExactly(new ChangeEvent.Ungrouped(HEAD, "dequeued", AT));
        }
    }

    @Test
    void a_merge_group_with_a_branch_of_another_shape_is_malformed_and_stops_nothing() {
        for (String ref : List.of(
                "refs/heads/main",
                "refs/heads/gh-readonly-queue/main/pr-0-" + BASE,
                "refs/heads/gh-readonly-queue/main/pr-9999999999-" + BASE,
                "refs/heads/gh-readonly-queue/main/pr-1-" + BASE + "/x",
                "refs/heads/gh-readonly-queue/other/pr-1-" + BASE,
                "refs/heads/gh-readonly-queue/main/pr-1-zz")) {
            assertThat(read("merge_group", mergeGroup("checks_requested", ref, "refs/heads/main")))
                    .as(ref)
                    .isInstanceOf(Reading.Malformed.class);
        }
    }

    @Test
    void when_the_app_is_back_its_repositories_are_read_again() {
        String body = """
                {"action":"%s","installation":{"id":777,"account":{"login":"acme"}}%s}""";
        for (String action : List.of("created", "unsuspend", "new_permissions_accepted")) {
            assertThat(read("installation", body.formatted(action, "")))
                    .isInstanceOfSatisfying(
                            Reading.Resumed.class,
                            resumed -> assertThat(resumed.installation()).isEqualTo(777));
            assertThat(read("installation", body.formatted(action, ",\"repositories\":[{\"id\":1,\"name\":\"a\"}]")))
                    .isInstanceOfSatisfying(
                            Reading.Whereabouts.class,
                            news -> assertThat(news.back()).isTrue());
        }
        assertThat(read("installation", body.formatted("suspend", ",\"repositories\":[{\"id\":1,\"name\":\"a\"}]")))
                .isInstanceOfSatisfying(
                        Reading.Whereabouts.class,
                        news -> assertThat(news.back()).isFalse());
        String repository = """
                {"action":"%s","repository":{"id":9001,"name":"infra","owner":{"login":"acme"}},"installation":{"id":777}}""";
        for (String action : List.of("unarchived", "transferred")) {
            assertThat(read("repository", repository.formatted(action)))
                    .isInstanceOfSatisfying(
                            Reading.Whereabouts.class,
                            news -> assertThat(news.back()).isTrue());
        }
    }

    @Test
    void an_installation_tells_its_repositories() {
        String body = """
                {"action":"%s","installation":{"id":777,"account":{"login":"acme"}},
                 "%s":[{"id":1,"name":"a","full_name":"acme/a"}],"repositories_removed":[{"id":2,"name":"b"}]}""";
        for (String list : List.of("repositories", "repositories_added")) {
            assertThat(read("installation", body.formatted("created", list)))
                    .isInstanceOfSatisfying(Reading.Whereabouts.class, news -> {
                        assertThat(news.there()).containsExactly(new Repository(1, "acme", "a", 777));
                        assertThat(news.left()).containsExactly(2L);
                    });
        }
        assertThat(read("installation", body.formatted("deleted", "repositories")))
                .isInstanceOfSatisfying(Reading.Whereabouts.class, news -> {
                    assertThat(news.there()).isEmpty();
                    assertThat(news.left()).containsExactly(1L, 2L);
                });
    }

    @Test
    void repositories_that_are_not_allowed_are_ignored() {
        Delivery opened = delivery("pull_request", payload("pull_request.opened.json"));
        left(reader(List.of("other"), List.of()).read(opened), "not served");
        left(reader(List.of("acme"), List.of("acme/elsewhere")).read(opened), "not served");
        relevant(reader(List.of(), List.of("acme/infra")).read(opened));
    }

    private static String check(String action, long app, String externalId, String sender) {
        return """
                {"action":"%s","check_run":{"id":77,"head_sha":"%s","external_id":"%s","app":{"id":%d},
                 "completed_at":"2026-11-20T09:00:00Z"},"requested_action":{"identifier":"apply:0123abcd:2"},
                 "repository":{"id":7,"name":"infra","owner":{"login":"acme"}},"installation":{"id":9},"sender":%s}
                """.formatted(action, HEAD, externalId, app, sender);
    }

    private static final String PERSON = "{\"id\":501,\"login\":\"lee\",\"type\":\"User\"}";

    @Test
    void a_press_of_our_own_button_is_a_command_for_the_environment_of_its_check() {
        Reading.Relevant pressed =
                relevant(read("check_run", check("requested_action", 424242, "7#12/dev/" + HEAD, PERSON)));

        assertThat(pressed.change()).isEqualTo(new ChangeId(7, 12));
        assertThat(pressed.events())
                .containsExactly(new ChangeEvent.CommandGiven(
                        new Origin.Button(77, HEAD, "apply:0123abcd:2", 501),
                        new Command.Apply(List.of(new Named("dev"))),
                        LEE,
                        AT,
                        AT));
    }

    @Test
    void running_a_check_again_plans_its_environment_or_all_of_them() {
        assertThat(relevant(read("check_run", check("rerequested", 424242, "7#12/dev/" + HEAD, PERSON)))
                        .events())
                .singleElement()
                .extracting(event -> ((ChangeEvent.CommandGiven) event).command())
                .isEqualTo(new Command.Plan(List.of(new Named("dev"))));
        assertThat(relevant(read("check_run", check("rerequested", 424242, "7#12/" + HEAD, PERSON)))
                        .events())
                .singleElement()
                .extracting(event -> ((ChangeEvent.CommandGiven) event).command())
                .isEqualTo(new Command.Plan(List.of()));
    }

    @Test
    void buttons_of_others_by_bots_or_about_another_repository_are_ignored() {
        ignored(read("check_run", check("requested_action", 1, "7#12/dev/" + HEAD, PERSON)), "another App");
        ignored(read("check_run", check("requested_action", 424242, "8#12/dev/" + HEAD, PERSON)), "of this repository");
        ignored(read("check_run", check("requested_action", 424242, "7#12/../" + HEAD, PERSON)), "of this repository");
        ignored(read("check_run", check("created", 424242, "7#12/dev/" + HEAD, PERSON)), "no button");
        ignored(
                read("check_run", check("requested_action", 424242, "7#12/dev/" + HEAD, PERSON.replace("User", "Bot"))),
                "a bot");
    }
}
