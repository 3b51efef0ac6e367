package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds for every environment that does not say otherwise. */
record Defaults(Optional<String> organization, String workspace, Terms terms) {
    static final String TEMPLATE = "{repository}-{environment}";

    private static final Pattern WORKSPACE = Pattern.compile("[A-Za-z0-9_-]{1,90}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** Without a file. */
    static Defaults ofTidegate() {
        return new Defaults(Optional.empty(), TEMPLATE, Terms.NOTHING);
    }

    static Defaults read(Section top, Problems problems) {
        return new Defaults(
                top.text("organization").flatMap(text -> organization(text, problems)),
                top.text("workspace").flatMap(text -> template(text, problems)).orElse(TEMPLATE),
                Terms.read(top, problems));
    }

    static boolean isWorkspace(String name) {
        return WORKSPACE.matcher(name).matches();
    }

    static Optional<String> organization(Placed<String> written, Problems problems) {
        if (isWorkspace(written.value())) {
            return Optional.of(written.value());
        }
        problems.add(
                written.place(),
                Words.quoted(written.value())
                        + " is not the name of an HCP Terraform organisation: letters, digits, `-`"
                        + " and `_`, as in its URL");
        return Optional.empty();
    }

    private static Optional<String> template(Placed<String> written, Problems problems) {
        Matcher placeholder = PLACEHOLDER.matcher(written.value());
        while (placeholder.find()) {
            String name = placeholder.group(1);
            if (!List.of("repository", "environment").contains(name)) {
                problems.add(
                        written.place(),
                        Words.quoted(placeholder.group())
                                + " stands for nothing: `{repository}` and `{environment}` do");
                return Optional.empty();
            }
        }
        if (!written.value().contains("{environment}")) {
            problems.add(
                    written.place(),
                    "every environment needs a workspace of its own: write `{environment}` in the template");
            return Optional.empty();
        }
        if (!isWorkspace(PLACEHOLDER.matcher(written.value()).replaceAll("x"))) {
            problems.add(
                    written.place(),
                    "workspace names hold letters, digits, `-` and `_`: write `workspace: \"" + TEMPLATE + "\"`");
            return Optional.empty();
        }
        return Optional.of(written.value());
    }

    /** In the order in which messages list them. */
    static SequencedSet<String> keys(String... keys) {
        return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(List.of(keys)));
    }
}
