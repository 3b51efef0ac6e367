package io.tidegate.github;

import io.tidegate.flow.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of this adapter.
 *
 * @param key null where only webhooks are taken in
 * @param secrets webhook secrets, one or (while rotating) two, none where no webhook is taken in; never logged
 * @param owners lower case; empty together with {@code repositories}: the App's owner
 * @param repositories lower case {@code owner/name}; when not empty only these are served
 */
record GitHubSettings(
        URI url,
        URI api,
        long app,
        @Nullable PrivateKey key,
        List<byte[]> secrets,
        List<String> owners,
        List<String> repositories,
        Times times) {
    private static final int SHORTEST_SECRET = 16;

    /** How long things may take; see {@link GitHubConfiguration}. */
    record Times(Duration connect, Duration request, Duration mergeCommitWait, Duration mergeCommitPause) {}

    GitHubSettings {
        secrets = List.copyOf(secrets);
        owners = List.copyOf(owners);
        repositories = List.copyOf(repositories);
    }

    /** @throws IllegalStateException with one sentence for each key that is missing or unusable */
    static GitHubSettings of(GitHubConfiguration given, Role role) {
        List<String> wrong = new ArrayList<>();
        long app = role == Role.SETUP ? 0 : app(given, wrong);
        PrivateKey key = role.works() ? key(given, wrong) : null;
        List<byte[]> secrets = role.takesIn() ? secrets(given, wrong) : List.of();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Tidegate cannot start. " + String.join(" ", wrong));
        }
        return new GitHubSettings(
                given.url(),
                withoutSlash(given.apiUrl()),
                app,
                key,
                secrets,
                lower(given.owners().orElse(List.of())),
                lower(given.repositories().orElse(List.of())),
                new Times(
                        given.connectTimeout(),
                        given.requestTimeout(),
                        given.mergeCommitWait(),
                        given.mergeCommitPause()));
    }

    /** @throws IllegalStateException in a process whose role needs none */
    PrivateKey signing() {
        if (key == null) {
            throw new IllegalStateException(
                    "a process with tidegate.role=web has no private key and asks GitHub nothing");
        }
        return key;
    }

    @Override
    public String toString() {
        return "GitHub App " + app + " at " + api;
    }

    private static long app(GitHubConfiguration given, List<String> wrong) {
        String text = given.appId().orElse("").strip();
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(text);
        }
        wrong.add("tidegate.github.app-id is " + (text.isEmpty() ? "missing" : "not a number")
                + ": put the App ID from the App's settings page there.");
        return 0;
    }

    private static @Nullable PrivateKey key(GitHubConfiguration given, List<String> wrong) {
        String text = given.privateKey().orElse("").strip();
        if (text.isEmpty()) {
            wrong.add("tidegate.github.private-key is missing: put the App's private key there, as PEM text or as the"
                    + " path of the .pem file that GitHub gave you.");
            return null;
        }
        try {
            return PrivateKeyPem.read(text);
        } catch (IllegalArgumentException e) {
            wrong.add("tidegate.github.private-key cannot be used: " + e.getMessage()
                    + "; put PEM text or the path of a .pem file there.");
            return null;
        }
    }

    private static List<byte[]> secrets(GitHubConfiguration given, List<String> wrong) {
        List<String> texts = given.webhookSecret().orElse(List.of()).stream()
                .map(String::strip)
                .toList();
        if (texts.isEmpty() || texts.stream().allMatch(String::isEmpty)) {
            wrong.add("tidegate.github.webhook-secret is missing: put the webhook secret of the App's settings there;"
                    + " without it nobody could tell GitHub's deliveries from forged ones.");
        } else if (texts.size() > 2) {
            wrong.add("tidegate.github.webhook-secret holds " + texts.size()
                    + " secrets: put one there, or two separated by a comma while rotating.");
        } else if (texts.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            wrong.add("tidegate.github.webhook-secret is too short: put at least " + SHORTEST_SECRET
                    + " random characters there and into the App's settings.");
        }
        return texts.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> lower(List<String> names) {
        return names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static URI withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }
}
