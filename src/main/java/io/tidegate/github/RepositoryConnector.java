package io.tidegate.github;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Sends the requests of the github-api library by the same way as all others. It throws our own exceptions, which that
 * library neither retries (it repeats a POST after a broken connection) nor waits for.
 */
final class RepositoryConnector implements GitHubConnector {
    private final RepositoryCalls calls;

    RepositoryConnector(RepositoryCalls calls) {
        this.calls = calls;
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        byte[] body = null;
        try (InputStream stream = request.body()) {
            if (stream != null) {
                body = stream.readAllBytes();
            }
        }
        Answer answer = calls.succeed(request.method(), URI.create(request.url().toString()), body);
        return new GitHubConnectorResponse.ByteArrayResponse(request, answer.status(), answer.headers()) {
            @Override
            protected InputStream rawBodyStream() {
                return new ByteArrayInputStream(answer.body());
            }
        };
    }
}
