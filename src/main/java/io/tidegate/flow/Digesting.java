package io.tidegate.flow;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Inputs;
import io.tidegate.environment.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.SortedMap;
import java.util.TreeMap;

/** The digest of an environment's files in a commit. */
@ApplicationScoped
class Digesting {
    private final Forge forge;
    private final Modules modules;

    Digesting(Forge forge, Modules modules) {
        this.forge = forge;
        this.modules = modules;
    }

    String inputs(Repository repository, Environment environment, String commit) {
        SortedMap<String, String> blobs = new TreeMap<>();
        forge.tree(repository, commit).forEach((path, entry) -> blobs.put(path, entry.blob()));
        return Inputs.of(environment, blobs, modules.of(repository, commit));
    }
}
