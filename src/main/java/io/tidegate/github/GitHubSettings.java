package io.tidegate.github;

import io.tidegate.flow.Renewed;
import io.tidegate.flow.Role;
import io.tidegate.flow.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of this adapter.
 *
 * @param key null where only webhooks are taken in
 * @param hooks webhook secrets, one or (while rotating) two; null where no webhook is taken in; never logged
 * @param owners lower case; empty together with {@code repositories}: the App's owner
 * @param repositories lower case {@code owner/name}; when not empty only these are served
 */
record GitHubSettings(
        URI url,
        URI api,
        long app,
        @Nullable Renewed<PrivateKey> key,
        @Nullable Renewed<List<byte[]>> hooks,
        List<String> owners,
        List<String> repositories,
        Times times) {
    private static final int SHORTEST_SECRET = 16;

    /** How long things may take; see {@link GitHubConfiguration}. */
    record Times(Duration connect, Duration request, Duration mergeCommitWait, Duration mergeCommitPause) {}

    GitHubSettings {
        owners = List.copyOf(owners);
        repositories = List.copyOf(repositories);
    }

    /** @throws IllegalStateException with one sentence for each key that is missing or unusable */
    static GitHubSettings of(GitHubConfiguration given, Role role, Secrets secrets) {
        List<String> wrong = new ArrayList<>();
        long app = role == Role.SETUP ? 0 : app(given, wrong);
        Renewed<PrivateKey> key =
                role.works() ? follow(secrets, "tidegate.github.private-key", GitHubSettings::key, wrong) : null;
        Renewed<List<byte[]>> hooks =
                role.takesIn() ? follow(secrets, "tidegate.github.webhook-secret", GitHubSettings::hooks, wrong) : null;
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Tidegate cannot start. " + String.join(" ", wrong));
        }
        return new GitHubSettings(
                given.url(),
                withoutSlash(given.apiUrl()),
                app,
                key,
                hooks,
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
        return key.get();
    }

    /** The webhook secrets that are accepted now: what was replaced a while ago is still among them. */
    List<byte[]> secrets() {
        return hooks == null
                ? List.of()
                : hooks.accepted().stream().flatMap(List::stream).toList();
    }

    private static <T> @Nullable Renewed<T> follow(
            Secrets secrets, String key, Function<Optional<String>, T> read, List<String> wrong) {
        try {
            return secrets.follow(key, read);
        } catch (IllegalStateException unusable) {
            wrong.add(String.valueOf(unusable.getMessage()));
            return null;
        }
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

    private static PrivateKey key(Optional<String> given) {
        String text = given.orElse("").strip();
        if (text.isEmpty()) {
            throw new IllegalStateException("tidegate.github.private-key is missing: put the App's private key there,"
                    + " as PEM text or as the path of the .pem file that GitHub gave you.");
        }
        try {
            return PrivateKeyPem.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("tidegate.github.private-key cannot be used: " + e.getMessage()
                    + "; put PEM text or the path of a .pem file there.");
        }
    }

    private static List<byte[]> hooks(Optional<String> given) {
        List<String> texts = Stream.of(given.orElse("").split("(?<!\\\\),"))
                .map(secret -> secret.replace("\\,", ",").strip())
                .toList();
        if (texts.stream().allMatch(String::isEmpty)) {
            throw new IllegalStateException("tidegate.github.webhook-secret is missing: put the webhook secret of the"
                    + " App's settings there; without it nobody could tell GitHub's deliveries from forged ones.");
        }
        if (texts.size() > 2) {
            throw new IllegalStateException("tidegate.github.webhook-secret holds " + texts.size()
                    + " secrets: put one there, or two separated by a comma while rotating.");
        }
        if (texts.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            throw new IllegalStateException("tidegate.github.webhook-secret is too short: put at least "
                    + SHORTEST_SECRET + " random characters there and into the App's settings.");
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
