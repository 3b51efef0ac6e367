package io.tidegate.github;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.command.CommandParser;
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
    static GitHubDeliveryReader reader(ServedRepositories served, GitHubSettings settings) {
        return new GitHubDeliveryReader(served, settings, CommandParser::parse);
    }

    @Produces
    @Singleton
    static AppAuthentication app(GitHubSettings settings, InstantSource clock) {
        return new AppAuthentication(settings, clock);
    }
}
