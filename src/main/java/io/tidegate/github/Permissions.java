package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Outside;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.Review;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people may do on a repository, and their reviews with it. */
final class Permissions {
    private Permissions() {}

    /** {@link Permission#NONE} for unknown people, bots, and a login that has another account's id by now. */
    static Permission of(RepositoryCalls calls, Actor actor) {
        if (actor.bot() || actor.is(Fields.GHOST)) {
            return Permission.NONE;
        }
        return calls.find("/collaborators/" + RepositoryCalls.escape(actor.login()) + "/permission")
                .filter(answer -> Fields.id(answer, "user.id") == actor.id())
                .map(Permissions::permission)
                .orElse(Permission.NONE);
    }

    /** A custom role's name says nothing; the older field beside it then tells the role that it builds on. */
    private static Permission permission(JsonNode answer) {
        return switch (Fields.optional(answer, "role_name").orElse("")) {
            case "admin" -> Permission.ADMIN;
            case "maintain" -> Permission.MAINTAIN;
            case "write" -> Permission.WRITE;
            case "triage" -> Permission.TRIAGE;
            case "read" -> Permission.READ;
            case "none" -> Permission.NONE;
            default ->
                switch (Fields.text(answer, "permission")) {
                    case "admin" -> Permission.ADMIN;
                    case "write" -> Permission.WRITE;
                    case "read" -> Permission.READ;
                    default -> Permission.NONE;
                };
        };
    }

    /** Pending members have not accepted yet, and count for nothing. An account that is no organisation has no teams. */
    static Membership membership(RepositoryCalls calls, String team, Actor actor) {
        if (actor.bot() || actor.is(Fields.GHOST)) {
            return Membership.NONE;
        }
        try {
            return calls.findInOrganization("/teams/" + RepositoryCalls.escape(team) + "/memberships/"
                                    + RepositoryCalls.escape(actor.login()))
                            .filter(answer -> Fields.text(answer, "state").equals("active"))
                            .isPresent()
                    ? Membership.ACTIVE
                    : Membership.NONE;
        } catch (Outside.Refused forbidden) {
            return Membership.UNREADABLE;
        }
    }

    /** Of each person the last review that decides something; a later mere comment does not undo an approval. */
    static List<Review> reviews(RepositoryCalls calls, int number) {
        Map<Long, Review> last = new LinkedHashMap<>();
        for (JsonNode review : calls.all("/pulls/" + number + "/reviews?per_page=100", "")) {
            String state = Fields.text(review, "state");
            boolean decides =
                    state.equals("APPROVED") || state.equals("CHANGES_REQUESTED") || state.equals("DISMISSED");
            if (decides && review.path("user").isObject()) {
                Actor by = Fields.actor(review, "user");
                last.put(
                        by.id(),
                        new Review(
                                Fields.id(review, "id"),
                                by,
                                state.equals("APPROVED"),
                                Fields.instant(review, "submitted_at"),
                                Fields.optional(review, "commit_id").orElse("")));
            }
        }
        return List.copyOf(last.values());
    }
}
