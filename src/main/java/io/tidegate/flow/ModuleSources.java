package io.tidegate.flow;

import io.tidegate.environment.ModuleGraph.Sources;

/** Finds the local modules that a file calls. */
public interface ModuleSources {
    /** @param path of the file: JSON or Terraform's own language, by its name */
    Sources read(String path, String text);
}
