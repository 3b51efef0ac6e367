package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final String REPO = "/repos/acme/infra";
    private Client client;
    private String token;
    private int number;

    @BeforeEach
    void start() throws Exception {
        client = new Client();
        token = client.token(null);
        number = client.repo.openPullRequest(client.lee, "x", "X", Map.of("a", "1"));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void the_apps_comment_belongs_to_its_bot_and_is_edited_in_place() throws Exception {
        var created = client.as(token, "POST", REPO + "/issues/" + number + "/comments", "{\"body\":\"one\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().at("/user/type").asText()).isEqualTo("Bot");
        assertThat(created.json().at("/performed_via_github_app/id").asLong()).isEqualTo(client.github.appId());
        long id = created.json().get("id").asLong();
        assertThat(id).isGreaterThan(Integer.MAX_VALUE);
        client.clock.forward(Duration.ofSeconds(40));
        var edited = client.as(token, "PATCH", REPO + "/issues/comments/" + id, "{\"body\":\"two\"}");
        assertThat(edited.status()).isEqualTo(200);
        Instant createdAt = Instant.parse(edited.json().get("created_at").asText());
        assertThat(Instant.parse(edited.json().get("updated_at").asText())).isAfterOrEqualTo(createdAt.plusSeconds(40));
        assertThat(client.repo.comments(number)).singleElement().satisfies(comment -> {
            assertThat(comment.body()).isEqualTo("two");
            assertThat(comment.edits()).isEqualTo(1);
            assertThat(comment.author()).isEqualTo("tidegate[bot]");
        });
        assertThat(client.as(token, "DELETE", REPO + "/issues/comments/" + id, null)
                        .status())
                .isEqualTo(204);
        assertThat(client.get(token, REPO + "/issues/comments/" + id).status()).isEqualTo(404);
    }

    @Test
    void somebody_elses_comment_is_not_the_apps_to_edit() throws Exception {
        long id = client.repo.comment(client.ann, number, "/apply");
        assertThat(client.as(token, "PATCH", REPO + "/issues/comments/" + id, "{\"body\":\"/plan\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_comment_of_65536_characters_fits_and_one_more_does_not() throws Exception {
        String path = REPO + "/issues/" + number + "/comments";
        assertThat(client.as(token, "POST", path, body("ä".repeat(65_536))).status())
                .isEqualTo(201);
        var refused = client.as(token, "POST", path, body("ä".repeat(65_537)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/message").asText())
                .isEqualTo("Body is too long (maximum is 65536 characters)");
        assertThat(client.as(token, "POST", path, "{}").status()).isEqualTo(422);
    }

    @Test
    void a_reaction_is_created_once() throws Exception {
        long id = client.repo.comment(client.ann, number, "/apply");
        String path = REPO + "/issues/comments/" + id + "/reactions";
        assertThat(client.as(token, "POST", path, "{\"content\":\"eyes\"}").status())
                .isEqualTo(201);
        assertThat(client.as(token, "POST", path, "{\"content\":\"eyes\"}").status())
                .isEqualTo(200);
        assertThat(client.as(token, "POST", path, "{\"content\":\"party\"}").status())
                .isEqualTo(422);
        assertThat(client.repo.reactions(id)).containsExactly("tidegate[bot]:eyes");
    }

    @Test
    void a_permission_is_told_with_the_role_behind_it() throws Exception {
        var maintainer =
                client.get(token, REPO + "/collaborators/ann/permission").json();
        assertThat(maintainer.get("permission").asText()).isEqualTo("write");
        assertThat(maintainer.get("role_name").asText()).isEqualTo("maintain");
        assertThat(maintainer.at("/user/id").asLong()).isEqualTo(client.ann.id());
        client.github.person("max");
        assertThat(client.get(token, REPO + "/collaborators/max/permission")
                        .json()
                        .get("permission")
                        .asText())
                .isEqualTo("none");
        assertThat(client.get(token, REPO + "/collaborators/nobody/permission").status())
                .isEqualTo(404);
    }

    @Test
    void a_team_membership_may_be_pending_or_absent() throws Exception {
        client.github.teamMember("acme", "platform", client.ann, "active");
        client.github.teamMember("acme", "platform", client.lee, "pending");
        String path = "/orgs/acme/teams/platform/memberships/";
        var ann = client.get(token, path + "ann").json();
        assertThat(ann.get("state").asText()).isEqualTo("active");
        assertThat(client.get(token, ann.get("url").asText())
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("active");
        assertThat(client.get(token, path + "lee").json().get("state").asText()).isEqualTo("pending");
        client.github.person("max");
        assertThat(client.get(token, path + "max").status()).isEqualTo(404);
    }

    private static String body(String text) throws Exception {
        return new ObjectMapper().writeValueAsString(Map.of("body", text));
    }
}
