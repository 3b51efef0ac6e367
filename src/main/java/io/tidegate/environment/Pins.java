package io.tidegate.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What holds the code from elsewhere that an environment runs: its lock file for providers, exact versions for modules.
 * What a module from elsewhere calls itself is not seen.
 *
 * @param held how, one phrase each: {@code lock file}, {@code version 1.2.3}
 * @param loose what can change without a change of the repository, one clause each, with what holds it
 */
public record Pins(List<String> held, List<String> loose) {
    private static final int MOST_NAMED = 5;

    public Pins {
        held = List.copyOf(held);
        loose = List.copyOf(loose);
    }

    /** Of the environment in this directory, with the local modules that it calls. */
    public static Pins of(String directory, ModuleGraph graph) {
        ModuleGraph.Reach reach = graph.reach(directory);
        SortedSet<String> held = new TreeSet<>();
        List<String> loose = new ArrayList<>();
        boolean providers = graph.at(directory).providers();
        for (String module : reach.modules().keySet()) {
            providers |= graph.at(module).providers();
        }
        if (graph.at(directory).locked()) {
            held.add("lock file");
        } else if (providers) {
            loose.add("`" + directory + "` has no `.terraform.lock.hcl` that names providers");
        }
        if (!reach.unread().isEmpty()) {
            loose.add("it cannot be told which modules `" + reach.unread().getFirst() + "` calls");
        }
        SortedSet<String> modules = new TreeSet<>();
        pins(directory, graph.at(directory), held, modules);
        reach.modules().keySet().forEach(module -> pins(module, graph.at(module), held, modules));
        loose.addAll(modules);
        return new Pins(named(List.copyOf(held)), named(loose));
    }

    private static void pins(
            String directory, ModuleGraph.Directory calls, SortedSet<String> held, SortedSet<String> loose) {
        for (RemoteModule module : calls.remote()) {
            switch (module.pin()) {
                case RemoteModule.Pin.Held h -> held.add(h.by());
                case RemoteModule.Pin.Loose l -> loose.add(module.shown() + " in `" + directory + "` " + l.why());
            }
        }
    }

    private static List<String> named(List<String> all) {
        if (all.size() <= MOST_NAMED) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, MOST_NAMED));
        some.add("and " + (all.size() - MOST_NAMED) + " more");
        return some;
    }
}
