package io.tidegate.flow;

import io.tidegate.environment.Repository;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The allowed repositories after which a workspace may be named: as configured, or else those of which GitHub told. */
@Singleton
public final class Neighbours {
    private final Optional<List<String>> configured;
    private final Repositories repositories;

    @Inject
    public Neighbours(
            @ConfigProperty(name = "tidegate.github.repositories") Optional<List<String>> configured,
            Repositories repositories) {
        this.configured = configured.filter(names -> names.stream().anyMatch(name -> !name.isBlank()));
        this.repositories = repositories;
    }

    /** Only owner and name of these are meant; case is ignored. */
    public List<Repository> beginning(String workspace) {
        String lower = workspace.toLowerCase(Locale.ROOT);
        return configured
                .map(names -> names.stream()
                        .flatMap(Neighbours::named)
                        .filter(repository -> {
                            String name = repository.name().toLowerCase(Locale.ROOT);
                            return lower.equals(name) || lower.startsWith(name + "-");
                        })
                        .toList())
                .orElseGet(() -> repositories.beginning(workspace));
    }

    private static Stream<Repository> named(String full) {
        String[] parts = full.strip().split("/", -1);
        return parts.length == 2 ? Stream.of(new Repository(0, parts[0], parts[1], 0)) : Stream.empty();
    }
}
