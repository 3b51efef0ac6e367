package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.change.ChangeEvent;
import io.tidegate.flow.Reading;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Webhooks of the merge queue. They do not say whose group it is; the name of its branch does, under which nobody but
 * GitHub can push.
 */
final class MergeGroups {
    private static final String BRANCHES = "refs/heads/";
    private static final String QUEUE = "gh-readonly-queue/";
    private static final Pattern LAST = Pattern.compile("pr-([1-9][0-9]{0,8})-(?:[0-9a-f]{40}|[0-9a-f]{64})");

    private MergeGroups() {}

    /** What a webhook says, of which pull request. */
    interface Heard {
        Reading about(Told told);
    }

    interface Told {
        Reading tell(int number, ChangeEvent event);
    }

    static Heard read(JsonNode body, Instant at) {
        String action = Fields.text(body, "action");
        String head = Fields.sha(body, "merge_group.head_sha");
        String base = Fields.sha(body, "merge_group.base_sha");
        String branch = Fields.text(body, "merge_group.base_ref");
        int number = number(Fields.text(body, "merge_group.head_ref"), branch);
        return switch (action) {
            case "checks_requested" -> told -> told.tell(number, new ChangeEvent.Grouped(head, base, at));
            case "destroyed" -> {
                String reason = GitHubDeliveryReader.word(
                        Fields.optional(body, "reason").orElse(""));
                yield told -> told.tell(number, new ChangeEvent.Ungrouped(head, reason, at));
            }
            default ->
                told -> new Reading.Ignored(
                        "the action " + GitHubDeliveryReader.word(action) + " of a merge group changes nothing here");
        };
    }

    private static int number(String ref, String branch) {
        String base = branch.startsWith(BRANCHES) ? branch.substring(BRANCHES.length()) : branch;
        return numberIn(ref, base)
                .orElseThrow(() ->
                        new Fields.Unfit("its head_ref does not name a pull request of the queue of its base_ref"));
    }

    /** @param ref of a group, in full; of anything else nothing is found */
    static OptionalInt numberIn(String ref, String branch) {
        String before = prefix(branch);
        if (!ref.startsWith(before)) {
            return OptionalInt.empty();
        }
        Matcher last = LAST.matcher(ref.substring(before.length()));
        return last.matches() ? OptionalInt.of(Integer.parseInt(last.group(1))) : OptionalInt.empty();
    }

    /** With which the names of a branch's groups begin. */
    static String prefix(String branch) {
        return BRANCHES + QUEUE + branch + "/";
    }
}
