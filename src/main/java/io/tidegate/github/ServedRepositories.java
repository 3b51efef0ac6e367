package io.tidegate.github;

import io.quarkus.runtime.StartupEvent;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Role;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which repositories are served: those allowed by configuration, without any those of the App's owner. */
@Singleton
final class ServedRepositories {
    private static final Logger LOG = Logger.getLogger(ServedRepositories.class);
    private final GitHubSettings settings;
    private final GitHubCalls calls;
    private final AppAuthentication app;
    private @Nullable String appOwner;

    @Inject
    ServedRepositories(GitHubSettings settings, GitHubCalls calls, AppAuthentication app) {
        this.settings = settings;
        this.calls = calls;
        this.app = app;
    }

    /** Asks once at the start, beside it: the first delivery need not wait, and GitHub being away stops nothing. */
    void ask(@Observes StartupEvent start, @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role) {
        if (role.works()
                && settings.owners().isEmpty()
                && settings.repositories().isEmpty()) {
            Thread.ofVirtual().name("tidegate-app-owner").start(() -> {
                try {
                    LOG.infof("serving the repositories of %s, the App's owner", appOwner());
                } catch (Outside e) {
                    LOG.warnf("who owns the GitHub App is not known yet: %s", e.getMessage());
                }
            });
        }
    }

    /** @throws Outside.Unavailable when it depends on the App's owner, who is not known and could not be asked for */
    boolean serves(String owner, String name) {
        String who = owner.toLowerCase(Locale.ROOT);
        String full = who + "/" + name.toLowerCase(Locale.ROOT);
        List<String> owners = settings.owners();
        List<String> repositories = settings.repositories();
        if (owners.isEmpty() && repositories.isEmpty()) {
            return who.equals(appOwner());
        }
        return (owners.isEmpty() || owners.contains(who)) && (repositories.isEmpty() || repositories.contains(full));
    }

    private synchronized String appOwner() {
        String known = appOwner;
        if (known == null) {
            Call call = new Call("GET", calls.api("/app"), "app", "", null, null);
            Answer answer = app.send(calls, call);
            if (!answer.ok()) {
                throw calls.refused(call, answer);
            }
            try {
                known = Fields.text(Fields.parse(answer.body()), "owner.login").toLowerCase(Locale.ROOT);
            } catch (Fields.Unfit e) {
                throw new Outside.Unavailable(
                        "GitHub's answer to " + call + " cannot be read: " + e.getMessage(), null);
            }
            appOwner = known;
        }
        return known;
    }
}
