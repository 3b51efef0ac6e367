package io.tidegate.sandbox.terraform;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** An organisation and its workspaces. */
public final class Organization {
    private final String name;
    private final TreeMap<String, Workspace> workspaces = new TreeMap<>();

    Organization(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** In the order of their names. */
    public synchronized Collection<Workspace> workspaces() {
        return List.copyOf(workspaces.values());
    }

    synchronized Optional<Workspace> find(String workspace) {
        return Optional.ofNullable(workspaces.get(workspace));
    }

    synchronized void remove(Workspace workspace) {
        workspaces.remove(workspace.name(), workspace);
    }

    synchronized void add(Workspace workspace) {
        workspaces.put(workspace.name(), workspace);
    }
}
