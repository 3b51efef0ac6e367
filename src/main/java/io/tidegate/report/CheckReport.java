package io.tidegate.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check run shows.
 *
 * @param name {@code tidegate} or {@code tidegate/<environment>}
 * @param externalId ours, so that a check run of an earlier try is recognised
 * @param conclusion null while it goes on; else {@code success}, {@code failure}, {@code neutral}, {@code action_required} …
 * @param title at most 255 characters
 * @param summary Markdown, at most 65,535 characters
 * @param details a page about it, if there is one
 * @param buttons at most three
 * @param annotations in an order that stays: GitHub appends them, and those already there are not sent again
 */
public record CheckReport(
        String name,
        String externalId,
        @Nullable String conclusion,
        String title,
        String summary,
        @Nullable String details,
        List<Button> buttons,
        List<Annotation> annotations) {
    public CheckReport {
        buttons = List.copyOf(buttons);
        annotations = List.copyOf(annotations);
    }
}
