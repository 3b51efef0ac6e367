package io.tidegate.github;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the parts of this adapter that know nothing of the container. */
final class GitHubWiring {
    private GitHubWiring() {}

    @Produces
    @Singleton
    static GitHubSettings settings(GitHubConfiguration configuration) {
        return GitHubSettings.of(configuration);
    }

    @Produces
    @Singleton
    static GitHubCalls calls(GitHubSettings settings, InstantSource clock, MeterRegistry meters) {
        return new GitHubCalls(settings, clock, meters);
    }

    @Produces
    @Singleton
    static AppAuthentication app(GitHubSettings settings, InstantSource clock) {
        return new AppAuthentication(settings, clock);
    }
}
