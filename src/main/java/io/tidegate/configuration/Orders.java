package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.MergeWhen;
import io.tidegate.environment.Problem;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders of environments that are allowed and yet never do what their author thinks: said, and nothing is closed by it. */
final class Orders {
    private final Map<EnvironmentName, Draft> drafts = new HashMap<>();
    private final Map<EnvironmentName, Boolean> following = new HashMap<>();

    private Orders(List<Draft> drafts) {
        drafts.forEach(draft -> this.drafts.put(draft.name(), draft));
    }

    /**
     * @param drafts with the rules that fit them, whose order leads nowhere back to its beginning
     * @param when as written; null where it follows from the environments
     */
    static List<Problem> doubtful(List<Draft> drafts, @Nullable MergeWhen when) {
        Orders orders = new Orders(drafts);
        Problems found = new Problems();
        for (Draft draft : drafts) {
            for (Placed<EnvironmentName> after : draft.after()) {
                Draft upstream = orders.drafts.get(after.value());
                if (upstream != null) {
                    orders.judge(draft, upstream, after.place(), when, found);
                }
            }
        }
        return found.all();
    }

    private void judge(Draft draft, Draft upstream, Yaml.Place place, @Nullable MergeWhen when, Problems found) {
        String name = Words.quoted(draft.name().text());
        String before = Words.quoted(upstream.name().text());
        if (mode(draft) == ApplyMode.NEVER) {
            return;
        }
        if (mode(upstream) == ApplyMode.NEVER) {
            found.add(
                    place,
                    name + " comes after " + before + ", which is never applied: it can be applied only where " + before
                            + " changes nothing; remove it from `after`, or let it be applied");
        } else if (mode(draft) == ApplyMode.ON_COMMAND
                && when == MergeWhen.APPLIED
                && (mode(upstream) == ApplyMode.ON_MERGE || follows(upstream))) {
            found.add(
                    place,
                    name + " is applied by command and comes after " + before
                            + ", which is applied only after the merge: `merge-when: applied` cannot wait for it, it is"
                            + " left to `/apply " + draft.name() + "` on the merged pull request");
        } else if (mode(draft) == ApplyMode.ON_MERGE
                && mode(upstream) == ApplyMode.ON_COMMAND
                && (when == MergeWhen.PLANNED || follows(upstream))) {
            found.add(
                    place,
                    name + " is applied by the merge and comes after " + before
                            + ", which somebody applies by command: after the merge it waits for `/apply "
                            + upstream.name() + "`; set `apply: on-merge` for " + before
                            + (follows(upstream) ? "" : ", or `merge-when: applied`"));
        }
    }

    /** It comes after something that only the merge applies, so that it cannot be applied before the merge itself. */
    private boolean follows(Draft start) {
        Set<EnvironmentName> met = new HashSet<>();
        ArrayDeque<Draft> open = new ArrayDeque<>(List.of(start));
        Boolean known = following.get(start.name());
        if (known != null) {
            return known;
        }
        boolean found = false;
        while (!open.isEmpty() && !found) {
            for (Placed<EnvironmentName> after : open.removeFirst().after()) {
                Draft upstream = drafts.get(after.value());
                if (upstream != null && met.add(upstream.name())) {
                    found |= mode(upstream) == ApplyMode.ON_MERGE;
                    open.addLast(upstream);
                }
            }
        }
        following.put(start.name(), found);
        return found;
    }

    private static ApplyMode mode(Draft draft) {
        return draft.terms().apply().orElse(ApplyMode.ON_COMMAND);
    }
}
