package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kohsuke.github.GHCheckRun;
import org.kohsuke.github.GHPullRequestFileDetail;
import org.kohsuke.github.GHReaction;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.ReactionContent;

/** A client that somebody else wrote for the real GitHub finds its way about the stand-in. */
class GitHubApiClientTest {
    @Test
    void the_java_client_goes_from_jwt_to_token_to_files_comment_and_check() throws Exception {
        try (Client client = new Client()) {
            int number =
                    client.repo.openPullRequest(client.lee, "x", "X", Map.of("environments/dev/main.tf", "a = 2\n"));
            String sha = client.repo.pullRequest(number).headSha();
            GitHub app = new GitHubBuilder()
                    .withEndpoint(client.github.apiUrl())
                    .withJwtToken(client.jwt())
                    .build();
            var installation = app.getApp().getInstallationByRepository("acme", "infra");
            String token = installation.createToken().create().getToken();
            GitHub github = new GitHubBuilder()
                    .withEndpoint(client.github.apiUrl())
                    .withAppInstallationToken(token)
                    .build();

            var repository = github.getRepository("acme/infra");
            var pull = repository.getPullRequest(number);
            assertThat(pull.getMergeable()).isTrue();
            assertThat(pull.listFiles().toList())
                    .extracting(GHPullRequestFileDetail::getFilename)
                    .containsExactly("environments/dev/main.tf");
            var comment = pull.comment("planned");
            comment.update("planned again");
            GHReaction reaction = comment.createReaction(ReactionContent.EYES);
            assertThat(reaction.getContent()).isEqualTo(ReactionContent.EYES);
            assertThat(client.repo.comments(number).getFirst().body()).isEqualTo("planned again");

            GHCheckRun run = repository
                    .createCheckRun("tidegate", sha)
                    .withStatus(GHCheckRun.Status.IN_PROGRESS)
                    .create();
            run.update()
                    .withConclusion(GHCheckRun.Conclusion.SUCCESS)
                    .add(new org.kohsuke.github.GHCheckRunBuilder.Output("done", "nothing to do"))
                    .create();
            assertThat(client.repo.checkRuns(sha)).singleElement().satisfies(check -> {
                assertThat(check.conclusion()).isEqualTo("success");
                assertThat(check.title()).isEqualTo("done");
            });
            assertThat(repository.getPermission("ann").name()).isEqualTo("WRITE");
            assertThat(pull.listReviews().toList()).isEmpty();
            assertThat(repository.getTreeRecursive(sha, 1).getTree()).isNotEmpty();
            assertThat(client.journal.matching(entry -> entry.kind().equals("sandbox-bug")))
                    .isEmpty();
        }
    }
}
