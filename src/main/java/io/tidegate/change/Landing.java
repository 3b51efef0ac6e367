package io.tidegate.change;

import org.jspecify.annotations.Nullable;

/**
 * How a pull request gets into its base.
 *
 * @param group the newest merge group that GitHub made for it; null while it is in none
 * @param asked the head for which Tidegate has asked GitHub to merge; null while it has not
 * @param waits GitHub merges that head by itself as soon as its rules allow it, because Tidegate asked for it
 */
public record Landing(@Nullable MergeGroup group, @Nullable String asked, boolean waits) {
    static final Landing NONE = new Landing(null, null, false);

    Landing with(@Nullable MergeGroup next) {
        return new Landing(next, asked, waits);
    }

    Landing asking(String head) {
        return new Landing(group, head, false);
    }

    Landing waiting(boolean next) {
        return new Landing(group, asked, next);
    }
}
