package io.tidegate.configuration;

import io.tidegate.environment.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in the file; bounded, since one mistake can repeat itself thousands of times. */
final class Problems {
    static final String FILE = ".github/tidegate.yml";
    static final int MOST = 50;

    private final List<Problem> problems = new ArrayList<>();
    private final String file;
    private int more;
    private int repeated;

    Problems() {
        this(FILE);
    }

    Problems(String file) {
        this.file = file;
    }

    /** The same mistake at the same place counts once: a rule or a pattern can be read for many environments. */
    void add(Yaml.Place place, String message) {
        Problem problem = new Problem(file, place.line(), place.column(), message);
        if (problems.contains(problem)) {
            repeated++;
        } else if (problems.size() < MOST) {
            problems.add(problem);
        } else {
            more++;
        }
    }

    /** About the repository as a whole, or a file that does not exist. */
    void add(String message) {
        add(new Yaml.Place(0, 0), message);
    }

    /** How often something was found wrong. */
    int count() {
        return problems.size() + more + repeated;
    }

    /** In the order of the file. */
    List<Problem> all() {
        List<Problem> all = new ArrayList<>(problems);
        all.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (more > 0) {
            all.add(new Problem(file, 0, 0, "and " + more + " more problems: mend these first"));
        }
        return all;
    }
}
