package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Repo.Pull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What stands beside a conversation: who reviewed and how it stands now, and who took part. */
record Side(Sandbox sandbox) {
    Html of(Pull pull) {
        Map<String, String> reviews = new LinkedHashMap<>();
        // A remark after an approval does not take it back.
        sandbox.repository().reviews(pull.number()).forEach(review -> {
            if (!review.state().equals("COMMENTED") || !reviews.containsKey(review.user())) {
                reviews.put(review.user(), review.state());
            }
        });
        List<Html> reviewers = reviews.entrySet().stream()
                .map(review -> Html.of(
                        "<li>%s %s <span class=\"verdict %s\">%s<span class=\"hidden\">%s</span></span></li>",
                        People.avatar(review.getKey()),
                        People.name(review.getKey()),
                        review.getValue(),
                        icon(review.getValue()).html(),
                        words(review.getValue())))
                .toList();
        TreeSet<String> names = new TreeSet<>(List.of(pull.author()));
        sandbox.repository().comments(pull.number()).stream()
                .map(Repo.Comment::author)
                .forEach(names::add);
        names.addAll(reviews.keySet());
        return Html.of(
                """
                <aside aria-label="About this pull request">
                <h2>Reviewers</h2>
                %s
                <h2>%s</h2>
                <p class="faces">%s</p>
                </aside>
                """,
                reviewers.isEmpty() ? Html.of("<p class=\"quiet\">No reviews</p>") : Html.of("<ul>%s</ul>", reviewers),
                names.size() == 1 ? "1 participant" : names.size() + " participants",
                names.stream()
                        .map(name -> Html.of(
                                "<span title=\"%s\">%s<span class=\"hidden\">%s </span></span>",
                                name, People.avatar(name), name))
                        .toList());
    }

    private static Icon icon(String state) {
        return switch (state) {
            case "APPROVED" -> Icon.CHECK;
            case "CHANGES_REQUESTED" -> Icon.CROSS;
            case "DISMISSED" -> Icon.SLASHED;
            default -> Icon.SPEECH;
        };
    }

    private static String words(String state) {
        return switch (state) {
            case "APPROVED" -> "approved";
            case "CHANGES_REQUESTED" -> "requested changes";
            case "DISMISSED" -> "dismissed";
            default -> "commented";
        };
    }
}
