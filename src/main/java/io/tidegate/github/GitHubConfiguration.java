package io.tidegate.github;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys under {@code tidegate.github} as given; {@link GitHubSettings} checks them. */
@ConfigMapping(prefix = "tidegate.github")
public interface GitHubConfiguration {
    /** Where people see GitHub. */
    @WithDefault("https://github.com")
    URI url();

    /** Where its REST API is; on an Enterprise Server {@code https://HOST/api/v3}. */
    @WithDefault("https://api.github.com")
    URI apiUrl();

    Optional<String> appId();

    /** The PEM text, or a path of a file that holds it. Read where it is followed, as it can change. */
    Optional<String> privateKey();

    /** A file that holds it, read again when it changes. */
    Optional<String> privateKeyFile();

    /** One secret, or two separated by a comma while rotating. Read where it is followed, as it can change. */
    Optional<List<String>> webhookSecret();

    /** A file that holds it, read again when it changes. */
    Optional<String> webhookSecretFile();

    /** Accounts whose repositories are served; neither these nor repositories given: the App's owner. */
    Optional<List<String>> owners();

    /** {@code owner/name}; given, only these are served. */
    Optional<List<String>> repositories();

    @WithDefault("5s")
    Duration connectTimeout();

    /** For one whole answer; a tarball has four times as long. */
    @WithDefault("30s")
    Duration requestTimeout();

    /** How long GitHub may take to compute a merge commit before the head is planned instead. */
    @WithDefault("30s")
    Duration mergeCommitWait();

    /** The first pause between two looks at it; each next one is twice as long. */
    @WithDefault("1s")
    Duration mergeCommitPause();
}
