package io.tidegate.flow;

import io.tidegate.environment.Affected;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Repository;
import io.tidegate.gate.CodeOwners;
import io.tidegate.gate.Ownership;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who owns what a pull request changes, by the CODEOWNERS of the default branch; read only where an environment asks. */
@ApplicationScoped
class Owning {
    private final Forge forge;

    Owning(Forge forge) {
        this.forge = forge;
    }

    /**
     * @param configuration whose commit of the default branch is read
     * @param commit the planned tree
     */
    List<Ownership> of(Repository repository, Configuration configuration, String commit, List<Affected> affected) {
        List<Affected> asking = affected.stream()
                .map(one -> configuration
                        .environment(one.environment().name())
                        .map(one::with)
                        .orElse(one))
                .filter(one -> one.environment().rules().approvals().codeowners())
                .toList();
        if (asking.isEmpty()) {
            return List.of();
        }
        Forge.OwnersFile file = forge.owners(repository, configuration.commit()).orElse(null);
        if (file != null && file.text() == null) {
            return asking.stream()
                    .map(one -> Ownership.closed(
                            one.environment().name(),
                            commit,
                            "`" + file.place() + "` is larger than 3 MB or no file, and is not read",
                            "a smaller one is merged"))
                    .toList();
        }
        CodeOwners owners = read(repository, file);
        return Ownership.bounded(
                asking.stream().map(one -> Ownership.of(one, commit, owners)).toList());
    }

    private static @Nullable CodeOwners read(Repository repository, Forge.@Nullable OwnersFile file) {
        return file == null || file.text() == null
                ? null
                : CodeOwners.of(file.place(), file.text(), repository.owner());
    }
}
