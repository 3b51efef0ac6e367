package io.tidegate.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan depends on besides its changes, part by part, so that a difference can be named.
 *
 * @param parts name to a plain value, or to a keyed digest where the value could be secret
 */
public record Context(SortedMap<String, String> parts) {
    public static final String TERRAFORM_VERSION = "terraform version";
    public static final String APPLYABLE = "applyable";
    public static final String COMPLETE = "complete";
    public static final String ERRORED = "errored";

    /** Which attributes any value is taken for; absent where each counts. */
    public static final String IGNORED = "ignored differences";

    public Context {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    public static Context empty() {
        return new Context(new TreeMap<>());
    }

    /** The caller adds what a plan does not say itself: workspace id and settings, run flags, lock file. */
    public Context with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(parts);
        more.put(name, value);
        return new Context(more);
    }
}
