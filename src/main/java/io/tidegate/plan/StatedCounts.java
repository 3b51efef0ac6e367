package io.tidegate.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What HCP Terraform says that a plan does, in resources; a replacement counts as an addition and as a destruction. A
 * number is null where it does not say.
 */
public record StatedCounts(
        @Nullable Integer additions,
        @Nullable Integer changes,
        @Nullable Integer destructions,
        @Nullable Integer imports) {
    public static final StatedCounts NONE = new StatedCounts(null, null, null, null);

    /** All that it would do, as in Terraform's own line; empty where not everything is said. */
    public Optional<Integer> total() {
        return additions == null || changes == null || destructions == null
                ? Optional.empty()
                : Optional.of(additions + changes + destructions);
    }

    /** Each number in which a plan as read differs, in words; empty when they agree. */
    List<String> disagreements(ChangeCounts read) {
        List<String> found = new ArrayList<>();
        compare(found, "to import", imports, read.imports());
        compare(found, "to add", additions, read.add());
        compare(found, "to change", changes, read.change());
        compare(found, "to destroy", destructions, read.destroy());
        return List.copyOf(found);
    }

    private static void compare(List<String> found, String what, @Nullable Integer stated, int read) {
        if (stated != null && stated != read) {
            found.add("HCP Terraform counts " + stated + " " + what + ", its plan as data has " + read);
        }
    }
}
