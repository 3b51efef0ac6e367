package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Repo.Pull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that happened to a pull request in its order, as GitHub shows it. */
record Timeline(Sandbox sandbox, Words words) {
    private static final Map<String, String> EMOJI = Map.of(
            "+1",
            "👍",
            "-1",
            "👎",
            "laugh",
            "😄",
            "hooray",
            "🎉",
            "confused",
            "😕",
            "heart",
            "❤️",
            "rocket",
            "🚀",
            "eyes",
            "👀");

    private record Dated(Instant at, Html html) {}

    Html of(Pull pull) {
        Repo repo = sandbox.repository();
        List<Dated> all = new ArrayList<>();
        HappeningRow rows = new HappeningRow(pull);
        repo.shown().timeline(pull.number()).forEach(h -> all.add(new Dated(h.at(), rows.of(h))));
        repo.comments(pull.number()).forEach(c -> all.add(new Dated(c.createdAt(), comment(c, pull))));
        repo.reviews(pull.number()).forEach(r -> all.add(new Dated(r.submittedAt(), review(r, pull))));
        all.sort(Comparator.comparing(Dated::at));
        return Html.of(
                "<ol class=\"timeline\" aria-label=\"Conversation\">%s</ol>",
                all.stream().map(Dated::html).toList());
    }

    /** The comment that Tidegate keeps up to date, alone and with its first fold open, for a picture. */
    Html living(Pull pull) {
        Stream<Repo.Comment> bots = sandbox.repository().comments(pull.number()).stream()
                .filter(comment -> comment.author().endsWith("[bot]"));
        return bots.filter(comment -> comment.body().startsWith("<!-- tidegate:summary -->"))
                .findFirst()
                .map(comment -> Html.of("<ol class=\"timeline\">%s</ol>", comment(comment, pull)))
                .map(html -> new Html(html.source().replaceFirst("<details>", "<details open>")))
                .orElse(Html.of("<p>There is no summary yet.</p>"));
    }

    private Html comment(Repo.Comment comment, Pull pull) {
        Html edits = Html.when(
                comment.edits() > 0,
                " · <span class=\"edits\">edited%s</span>",
                comment.edits() == 1 ? "" : " " + comment.edits() + " times");
        return Html.of(
                """
                <li class="comment" id="comment-%s">
                %s
                <div class="bubble">
                <div class="head">%s commented %s%s%s</div>
                <div class="markdown">%s</div>
                %s
                </div>
                </li>
                """,
                comment.id(),
                People.avatar(comment.author()),
                People.name(comment.author()),
                Frame.time(comment.createdAt()),
                edits,
                author(comment.author(), pull),
                CommentMarkdown.render(comment.body(), words),
                reactions(comment.reactions()));
    }

    private Html review(Repo.Reviewed review, Pull pull) {
        String did = switch (review.state()) {
            case "APPROVED" -> "approved these changes";
            case "CHANGES_REQUESTED" -> "requested changes";
            case "DISMISSED" -> "had a review, which was dismissed";
            default -> "reviewed";
        };
        String body = review.body() == null ? "" : review.body();
        return Html.of(
                """
                <li class="event review %s">
                <span class="dot">%s</span>
                <div>
                <p>%s %s %s %s <span class="quiet">at</span> <code>%s</code>%s</p>
                %s
                </div>
                </li>
                """,
                review.state().toLowerCase(Locale.ROOT),
                icon(review.state()).html(),
                People.avatar(review.user()),
                People.name(review.user()),
                did,
                Frame.time(review.submittedAt()),
                PullPage.shortened(review.commitId()),
                author(review.user(), pull),
                Html.when(
                        !body.isBlank(),
                        "<div class=\"bubble\"><div class=\"markdown\">%s</div></div>",
                        CommentMarkdown.render(body, words)));
    }

    private static Icon icon(String state) {
        return switch (state) {
            case "APPROVED" -> Icon.CHECK;
            case "CHANGES_REQUESTED" -> Icon.CROSS;
            case "DISMISSED" -> Icon.SLASHED;
            default -> Icon.EYE;
        };
    }

    private static Html author(String login, Pull pull) {
        return Html.when(login.equals(pull.author()), " <span class=\"badge\">author</span>");
    }

    /** Reactions come as {@code login:content}. */
    private static Html reactions(List<String> reactions) {
        Map<String, List<String>> by = new TreeMap<>();
        reactions.forEach(
                reaction -> by.computeIfAbsent(reaction.substring(reaction.indexOf(':') + 1), c -> new ArrayList<>())
                        .add(reaction.substring(0, reaction.indexOf(':'))));
        List<Html> shown = by.entrySet().stream()
                .map(entry -> Html.of(
                        "<span class=\"reaction\" role=\"img\" aria-label=\"%s by %s\" title=\"%s by %s\">%s %s</span>",
                        entry.getKey(),
                        String.join(", ", entry.getValue()),
                        entry.getKey(),
                        String.join(", ", entry.getValue()),
                        EMOJI.getOrDefault(entry.getKey(), entry.getKey()),
                        entry.getValue().size()))
                .toList();
        return Html.when(!shown.isEmpty(), "<div class=\"reactions\">%s</div>", shown);
    }
}
