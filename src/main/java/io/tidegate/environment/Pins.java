package io.tidegate.environment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * What holds the code from elsewhere that an environment runs: its lock file for providers, exact versions for modules.
 * What a module from elsewhere calls itself is not seen.
 *
 * @param held how, one phrase each: {@code lock file}, {@code version 1.2.3}
 * @param loose what can change without a change of the repository
 */
public record Pins(List<String> held, List<Loose> loose) {
    /**
     * @param what as a clause
     * @param remedy what would hold it, and by whom
     */
    public record Loose(String what, String remedy) {}

    /** Of files that were not read since the configuration named them. */
    public static final Pins UNREAD = new Pins(
            List.of(),
            List.of(new Loose(
                    "the configuration changed since the files were read",
                    "somebody comments `/plan`, and the plan is reviewed")));

    private static final int MOST_NAMED = 5;

    public Pins {
        held = List.copyOf(held);
        loose = List.copyOf(loose);
    }

    /** Of the environment in this directory, with the local modules that it calls. */
    public static Pins of(String directory, ModuleGraph graph) {
        ModuleGraph.Reach reach = graph.reach(directory);
        SortedSet<String> held = new TreeSet<>();
        List<Loose> loose = new ArrayList<>();
        boolean providers = graph.at(directory).providers();
        for (String module : reach.modules().keySet()) {
            providers |= graph.at(module).providers();
        }
        if (graph.at(directory).locked()) {
            held.add("lock file");
        } else if (providers) {
            loose.add(new Loose(
                    "`" + ModuleGraph.shown(directory) + "` has no `.terraform.lock.hcl` that names providers",
                    "the author runs `terraform init` and `terraform providers lock -platform=linux_amd64`, and"
                            + " commits the file"));
        }
        if (!reach.unread().isEmpty()) {
            loose.add(new Loose(
                    "it cannot be told which modules `" + reach.unread().getFirst() + "` calls",
                    "the author writes the sources of modules as plain text"));
        }
        SortedSet<Loose> modules = new TreeSet<>(Comparator.comparing(Loose::what));
        pins(directory, graph.at(directory), held, modules);
        reach.modules().keySet().forEach(module -> pins(module, graph.at(module), held, modules));
        loose.addAll(modules);
        return new Pins(first(List.copyOf(held), "and %d more"::formatted), first(loose, Pins::more));
    }

    private static void pins(
            String directory, ModuleGraph.Directory calls, SortedSet<String> held, SortedSet<Loose> loose) {
        for (RemoteModule module : calls.remote()) {
            switch (module.pin()) {
                case RemoteModule.Pin.Held h -> held.add(h.by());
                case RemoteModule.Pin.Loose l ->
                    loose.add(new Loose(
                            module.shown() + " in `" + ModuleGraph.shown(directory) + "` " + l.why(), l.remedy()));
            }
        }
    }

    private static Loose more(int count) {
        return new Loose("and " + count + " more", "the author pins the others too");
    }

    private static <T> List<T> first(List<T> all, IntFunction<T> more) {
        if (all.size() <= MOST_NAMED) {
            return all;
        }
        List<T> some = new ArrayList<>(all.subList(0, MOST_NAMED));
        some.add(more.apply(all.size() - MOST_NAMED));
        return some;
    }
}
