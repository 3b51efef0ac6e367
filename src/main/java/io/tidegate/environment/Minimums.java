package io.tidegate.environment;

import java.util.List;
import java.util.stream.Stream;

/** Everything that is asked beyond what repositories say, by the server and by the organisation. */
public record Minimums(List<Minimum> all) {
    public static final Minimums NONE = new Minimums(List.of());

    public Minimums {
        all = List.copyOf(all);
    }

    public Minimums and(Minimums more) {
        return new Minimums(Stream.concat(all.stream(), more.all.stream()).toList());
    }

    /** The environment with rules that are at least as strict as its own and as each that matches it. */
    public Environment tighten(Environment environment) {
        Rules rules = environment.rules();
        for (Minimum minimum : all) {
            if (minimum.matches(environment.name())) {
                rules = minimum.tighten(rules);
            }
        }
        return environment.with(rules);
    }

    public Configuration tighten(Configuration configuration) {
        return configuration.with(
                configuration.environments().stream().map(this::tighten).toList());
    }
}
