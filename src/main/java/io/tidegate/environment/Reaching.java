package io.tidegate.environment;

import io.tidegate.environment.ModuleGraph.Reach;
import io.tidegate.environment.ModuleGraph.Sources;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Walks from a root module over everything that it is made of, nearest first. As Terraform does it, a source is added to
 * the directory's name as it was written, and links are followed only then.
 */
final class Reaching {
    private static final int MOST_DIRECTORIES = 5_000;

    /** @param at a directory as Terraform calls it, links not followed */
    private record Step(String at, String way) {}

    private final ModuleGraph graph;
    private final String start;
    private final SortedMap<String, String> found = new TreeMap<>();
    private final SequencedSet<String> unread = new LinkedHashSet<>();
    private final Set<String> visited = new HashSet<>();
    private final Deque<Step> next = new ArrayDeque<>();

    private Reaching(String start, ModuleGraph graph) {
        this.start = start;
        this.graph = graph;
    }

    static Reach from(String directory, ModuleGraph graph) {
        Reaching walk = new Reaching(directory, graph);
        walk.visit(directory, ModuleGraph.shown(directory));
        while (!walk.next.isEmpty()) {
            walk.step(walk.next.removeFirst());
        }
        return new Reach(walk.found, List.copyOf(walk.unread));
    }

    private void visit(String at, String way) {
        if (visited.size() >= MOST_DIRECTORIES) {
            unread.add(at);
        } else if (visited.add(at)) {
            next.addLast(new Step(at, way));
        }
    }

    private void step(Step step) {
        Optional<Links.Followed> followed = graph.links().follow(step.at());
        if (followed.isEmpty()) {
            unread.add(step.at());
            return;
        }
        String real = followed.get().path();
        graph.links().below(real).keySet().forEach(link -> link(link, real, step.way()));
        graph.at(real).files().forEach((file, sources) -> calls(file, sources, step));
    }

    private void link(String link, String directory, String way) {
        Optional<Links.Followed> followed = graph.links().follow(link);
        if (followed.isEmpty()) {
            unread.add(link);
            return;
        }
        String end = followed.get().path();
        String through = way + " → " + link + " → ";
        hold(followed.get().through().stream().skip(1).toList(), through);
        boolean inside = directory.isEmpty() || (end + "/").startsWith(directory + "/");
        if (!inside) {
            hold(List.of(end), through);
            visit(end, through + ModuleGraph.shown(end));
        }
    }

    private void calls(String file, Sources sources, Step step) {
        if (!sources.understood()) {
            unread.add(file);
        }
        for (String source : sources.local()) {
            Optional<String> module = joined(step.at(), source);
            Optional<Links.Followed> end = module.flatMap(graph.links()::follow)
                    .filter(followed -> graph.directories().containsKey(followed.path()));
            if (module.isEmpty() || end.isEmpty()) {
                unread.add(file);
                continue;
            }
            hold(end.get().through(), step.way() + " → ");
            hold(List.of(end.get().path()), step.way() + " → ");
            visit(module.get(), step.way() + " → " + ModuleGraph.shown(end.get().path()));
        }
    }

    private void hold(List<String> paths, String way) {
        for (String path : paths) {
            if (!path.equals(start) && !found.containsKey(path)) {
                found.put(path, way + ModuleGraph.shown(path));
            }
        }
    }

    /** By names alone; empty where a source leaves the repository. */
    private static Optional<String> joined(String directory, String source) {
        List<String> parts = new ArrayList<>();
        for (String part : (directory + "/" + source).split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
