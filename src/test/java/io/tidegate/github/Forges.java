package io.tidegate.github;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.flow.RecordedBudgets;
import io.tidegate.flow.Renewed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** Builds the adapter without its container. */
final class Forges {
    static final String SECRET = "It's a Secret to Everybody";
    private static final String KEY = freshKey();
    final GitHubSettings settings;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RecordedBudgets budgets = new RecordedBudgets();
    final GitHubCalls calls;
    final AppAuthentication app;
    final GitHubForge forge;
    final GitHubMerges merges;

    Forges(GitHubSettings settings, InstantSource clock) {
        this.settings = settings;
        this.calls = new GitHubCalls(settings, clock, meters, budgets);
        this.app = new AppAuthentication(settings, clock);
        this.forge = new GitHubForge(settings, calls, app, clock);
        this.merges = new GitHubMerges(calls, app, clock);
    }

    static Forges at(String url, long app, String pem, Duration patience) {
        return new Forges(settings(url, app, pem, patience, List.of(), List.of()), InstantSource.system());
    }

    static GitHubSettings settings(
            String url, long app, String pem, Duration patience, List<String> owners, List<String> repositories) {
        return new GitHubSettings(
                URI.create(url),
                URI.create(url),
                app,
                Renewed.fixed(PrivateKeyPem.read(pem)),
                Renewed.fixed(List.of(SECRET.getBytes(StandardCharsets.UTF_8))),
                owners,
                repositories,
                new GitHubSettings.Times(
                        Duration.ofSeconds(5), patience, Duration.ofMillis(600), Duration.ofMillis(10)));
    }

    /** A PKCS#8 key made for this run of the tests. */
    static String key() {
        return KEY;
    }

    private static String freshKey() {
        try {
            var generator = java.security.KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
