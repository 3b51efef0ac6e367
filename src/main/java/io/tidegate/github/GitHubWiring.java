package io.tidegate.github;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.command.CommandParser;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Role;
import io.tidegate.flow.Secrets;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the parts of this adapter that know nothing of the container. */
@Singleton
final class GitHubWiring {
    @Produces
    @Singleton
    GitHubSettings settings(
            GitHubConfiguration configuration,
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            Secrets secrets) {
        return GitHubSettings.of(configuration, role, secrets);
    }

    @Produces
    @Singleton
    GitHubCalls calls(GitHubSettings settings, InstantSource clock, MeterRegistry meters, Budgets budgets) {
        return new GitHubCalls(settings, clock, meters, budgets);
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
