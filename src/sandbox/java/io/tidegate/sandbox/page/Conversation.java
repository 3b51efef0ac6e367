package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Repo.Pull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Comments and reviews of a pull request in their order, as GitHub shows them. */
record Conversation(Sandbox sandbox) {
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

    Html timeline(Pull pull) {
        List<Dated> all = new ArrayList<>();
        sandbox.repository().comments(pull.number()).forEach(c -> all.add(new Dated(c.createdAt(), comment(c, pull))));
        sandbox.repository().reviews(pull.number()).forEach(r -> all.add(new Dated(r.submittedAt(), review(r, pull))));
        all.sort(Comparator.comparing(Dated::at));
        return Html.of(
                "<ol class=\"timeline\">%s</ol>", all.stream().map(Dated::html).toList());
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

    private static Html comment(Repo.Comment comment, Pull pull) {
        Html edits = Html.when(
                comment.edits() > 0,
                " · <span class=\"edits\">edited %s</span>",
                comment.edits() == 1 ? "once" : comment.edits() + " times");
        return Html.of(
                """
                <li class="comment" id="comment-%s">
                <div class="head">%s commented %s%s</div>
                <div class="markdown">%s</div>
                %s
                </li>
                """,
                comment.id(),
                who(comment.author(), pull),
                Frame.time(comment.createdAt()),
                edits,
                CommentMarkdown.render(comment.body()),
                reactions(comment.reactions()));
    }

    private static Html review(Repo.Reviewed review, Pull pull) {
        String did = switch (review.state()) {
            case "APPROVED" -> "approved these changes";
            case "CHANGES_REQUESTED" -> "requested changes";
            case "DISMISSED" -> "had a review, which was dismissed";
            default -> "reviewed";
        };
        String body = review.body() == null ? "" : review.body();
        return Html.of(
                """
                <li class="review %s">
                <div class="head"><span class="icon" aria-hidden="true">%s</span> %s %s %s <code>%s</code></div>
                %s
                </li>
                """,
                review.state().toLowerCase(java.util.Locale.ROOT),
                icon(review.state()),
                who(review.user(), pull),
                did,
                Frame.time(review.submittedAt()),
                PullPage.shortened(review.commitId()),
                Html.when(!body.isBlank(), "<div class=\"markdown\">%s</div>", CommentMarkdown.render(body)));
    }

    private static String icon(String state) {
        return switch (state) {
            case "APPROVED" -> "✓";
            case "CHANGES_REQUESTED" -> "±";
            case "DISMISSED" -> "✕";
            default -> "💬";
        };
    }

    static Html who(String login, Pull pull) {
        boolean bot = login.endsWith("[bot]");
        String name = bot ? login.substring(0, login.length() - 5) : login;
        return Html.of(
                "<span class=\"avatar a-%s\" aria-hidden=\"true\">%s</span> <strong>%s</strong>%s%s",
                bot ? "bot" : login.charAt(0) % 4,
                login.substring(0, 1).toUpperCase(java.util.Locale.ROOT),
                name,
                Html.when(bot, " <span class=\"badge\">bot</span>"),
                Html.when(login.equals(pull.author()), " <span class=\"badge\">author</span>"));
    }

    /** Reactions come as {@code login:content}. */
    private static Html reactions(List<String> reactions) {
        Map<String, List<String>> by = new TreeMap<>();
        reactions.forEach(
                reaction -> by.computeIfAbsent(reaction.substring(reaction.indexOf(':') + 1), c -> new ArrayList<>())
                        .add(reaction.substring(0, reaction.indexOf(':'))));
        List<Html> shown = by.entrySet().stream()
                .map(entry -> Html.of(
                        "<span class=\"reaction\" title=\"%s by %s\">%s %s</span>",
                        entry.getKey(),
                        String.join(", ", entry.getValue()),
                        EMOJI.getOrDefault(entry.getKey(), entry.getKey()),
                        entry.getValue().size()))
                .toList();
        return Html.when(!shown.isEmpty(), "<div class=\"reactions\">%s</div>", shown);
    }
}
