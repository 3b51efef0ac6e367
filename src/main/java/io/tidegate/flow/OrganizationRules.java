package io.tidegate.flow;

import io.tidegate.environment.Minimums;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads the organisation's own file, and remembers that it was there. */
@ApplicationScoped
class OrganizationRules {
    private static final Duration RECENT = Duration.ofSeconds(60);
    private static final int MOST_REMEMBERED = 1000;

    /** @param file null where the server looks for none */
    record Holding(@Nullable OrganizationFile file, Minimums minimums) {
        static final Holding NOTHING = new Holding(null, Minimums.NONE);
    }

    /** The organisation's file, as {@link Forge#organizationFile} gives it. */
    interface Newest {
        Optional<Forge.ConfigurationFile> of(Repository repository);
    }

    private record Recent(Instant at, Holding holding) {}

    private final Newest newest;
    private final ConfigurationReader reader;
    private final OrganizationFiles files;
    private final InstantSource clock;
    private final boolean enabled;
    private final Map<Long, Recent> recent = new ConcurrentHashMap<>();

    @Inject
    OrganizationRules(
            Forge forge,
            ConfigurationReader reader,
            OrganizationFiles files,
            InstantSource clock,
            @ConfigProperty(name = "tidegate.github.organization-configuration", defaultValue = "false")
                    boolean enabled) {
        this(forge::organizationFile, reader, files, clock, enabled);
    }

    OrganizationRules(
            Newest newest, ConfigurationReader reader, OrganizationFiles files, InstantSource clock, boolean enabled) {
        this.newest = newest;
        this.reader = reader;
        this.files = files;
        this.clock = clock;
        this.enabled = enabled;
    }

    /** As it is now. */
    Holding now(Repository repository) {
        if (!enabled) {
            return Holding.NOTHING;
        }
        Instant at = clock.instant();
        Holding holding = read(repository);
        if (recent.size() >= MOST_REMEMBERED) {
            recent.clear();
        }
        recent.put(repository.installation(), new Recent(at, holding));
        return holding;
    }

    /** As it was a minute ago at most: for what is only planned and shown. */
    Holding lately(Repository repository) {
        Recent last = recent.get(repository.installation());
        return last != null && clock.instant().isBefore(last.at().plus(RECENT)) ? last.holding() : now(repository);
    }

    private Holding read(Repository repository) {
        Optional<Forge.ConfigurationFile> file = newest.of(repository);
        if (file.isEmpty() || file.get().text() == null) {
            return files.find(repository.installation())
                    .map(seen -> new Holding(
                            new OrganizationFile(
                                    null,
                                    where(repository) + " was there before, and "
                                            + (file.isEmpty() ? "cannot be read now" : "is gone")),
                            sound(seen)))
                    .orElse(new Holding(new OrganizationFile(null, null), Minimums.NONE));
        }
        String commit = file.get().commit();
        String text = Objects.requireNonNull(file.get().text());
        ConfigurationReader.Asked asked = reader.readOrganization(text);
        if (asked.problems().isEmpty()) {
            files.seen(repository.installation(), commit, text);
            return new Holding(new OrganizationFile(commit, null), asked.minimums());
        }
        files.seen(repository.installation(), commit, null);
        Minimums before = files.find(repository.installation()).map(this::sound).orElse(Minimums.NONE);
        return new Holding(
                new OrganizationFile(
                        commit,
                        where(repository) + " has errors, the first in "
                                + line(asked.problems().getFirst())),
                before);
    }

    private Minimums sound(OrganizationFiles.Seen seen) {
        return seen.sound() == null
                ? Minimums.NONE
                : reader.readOrganization(seen.sound()).minimums();
    }

    /** Not what is wrong, which would quote a repository that not everybody here may read. */
    private static String line(Problem problem) {
        return "line " + problem.line();
    }

    private static String where(Repository repository) {
        return "the organisation's `" + OrganizationFile.PATH + "` in " + repository.owner() + "/"
                + OrganizationFile.REPOSITORY;
    }
}
