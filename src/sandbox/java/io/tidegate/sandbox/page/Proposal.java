package io.tidegate.sandbox.page;

import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An edit of the default branch that one can propose without typing.
 *
 * @param title of the pull request
 * @param file which file it changes, or adds
 * @param find a pattern of what it replaces there, once
 */
record Proposal(String name, String title, String tells, String file, String find, String put) {
    static final List<Proposal> ALL = List.of(
            new Proposal(
                    "stage",
                    "Watch stage's nodes",
                    "changes stage only: a second pull request that wants stage",
                    SeededRepository.workingDirectory("stage") + "/alerts.tf",
                    "\\z",
                    """
                    resource "terraform_data" "alert" {
                      input = { metric = "node_memory_percent", above = 90, tells = "team-platform" }
                    }
                    """),
            new Proposal(
                    "dev",
                    "Give dev three monitoring nodes",
                    "changes dev only",
                    main("dev"),
                    "(?<head>\"monitoring_count\" \\{\\s+type\\s+= number\\s+default = )\\d+",
                    "${head}3"),
            new Proposal(
                    "prod",
                    "Move prod to another network",
                    "changes prod only, and replaces what is in it",
                    main("prod"),
                    "10\\.30\\.0\\.0/16",
                    "10.31.0.0/16"),
            new Proposal(
                    "readme",
                    "Say what a folder costs",
                    "changes no environment at all",
                    "README.md",
                    "costs nothing\\.",
                    "costs nothing, wherever it runs."));

    private static String main(String environment) {
        return SeededRepository.workingDirectory(environment) + "/main.tf";
    }

    static Proposal named(String name) {
        return ALL.stream()
                .filter(proposal -> proposal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no proposal «" + name + "»"));
    }

    /** @throws IllegalStateException where the default branch does not hold what would be replaced */
    int open(Repo repo, Person actor) {
        String text = repo.file("main", file).orElse("");
        Matcher found = Pattern.compile(find).matcher(text);
        String changed = found.replaceFirst(put);
        if (changed.equals(text) || text.contains(put)) {
            throw new IllegalStateException(file + " on main is so already");
        }
        return repo.openPullRequest(actor, branch(repo), title, Map.of(file, changed));
    }

    private String branch(Repo repo) {
        long earlier = repo.pullRequests().stream()
                .filter(pull -> pull.headRef().startsWith(name + "-"))
                .count();
        return name + "-" + (earlier + 1);
    }
}
