package io.tidegate.github;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.command.CommandParser;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the parts of this adapter that know nothing of the container. */
@Singleton
final class GitHubWiring {
    @Produces
    @Singleton
    GitHubSettings settings(GitHubConfiguration configuration) {
        return GitHubSettings.of(configuration);
    }

    @Produces
    @Singleton
    GitHubCalls calls(GitHubSettings settings, InstantSource clock, MeterRegistry meters) {
        return new GitHubCalls(settings, clock, meters);
    }

    @Produces
    @Singleton
    GitHubDeliveryReader reader(ServedRepositories served, GitHubSettings settings) {
        return new GitHubDeliveryReader(served, settings, CommandParser::parse);
    }

    @Produces
    @Singleton
    AppAuthentication app(GitHubSettings settings, InstantSource clock) {
        return new AppAuthentication(settings, clock);
    }
}
