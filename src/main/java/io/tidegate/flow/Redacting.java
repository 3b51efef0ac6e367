package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.Effect;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.report.SummaryComment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Posts our comments anew and deletes the old ones, because GitHub shows to everybody what a comment said before it was
 * edited. The living comment is written from the state; an answer is repeated as it stands, edits by people included.
 */
@ApplicationScoped
class Redacting {
    private static final Pattern REPLY = Pattern.compile("<!-- tidegate:reply:([^\\s>]{1,200}) -->");

    private final Forge forge;
    private final ExternalObjects objects;
    private final Showing showing;

    Redacting(Forge forge, ExternalObjects objects, Showing showing) {
        this.forge = forge;
        this.objects = objects;
        this.showing = showing;
    }

    /** Can be begun again anywhere: what was posted since the command is the copy of what came before it. */
    Performed redact(Effects.Claimed claimed, Change change, Effect.Redact effect) {
        List<Forge.Own> all = forge.comments(change.repository(), change.id().number());
        List<Forge.Own> old = all.stream()
                .filter(comment -> comment.createdAt().isBefore(effect.before()))
                .toList();
        for (Forge.Own comment : old) {
            Optional<String> reply = reply(comment);
            if (reply.isPresent()) {
                boolean copied = all.stream()
                        .anyMatch(other -> !old.contains(other) && reply(other).equals(reply));
                repeat(change, comment, reply.get(), copied);
            } else if (comment.body().startsWith(SummaryComment.MARKER)) {
                forge.deleteComment(change.repository(), comment.id());
            }
        }
        return showing.summary(claimed, change);
    }

    private void repeat(Change change, Forge.Own comment, String id, boolean copied) {
        if (!copied) {
            Forge.Comment copy = forge.reply(
                    change.repository(),
                    change.id().number(),
                    "<!-- tidegate:reply:" + id + " -->",
                    false,
                    comment.body());
            objects.put(change.id(), "reply/" + id, copy.id());
        }
        forge.deleteComment(change.repository(), comment.id());
    }

    private static Optional<String> reply(Forge.Own comment) {
        Matcher marker = REPLY.matcher(comment.body());
        return marker.lookingAt() ? Optional.of(marker.group(1)) : Optional.empty();
    }
}
