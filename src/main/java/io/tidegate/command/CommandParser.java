package io.tidegate.command;

import io.tidegate.command.Command.Apply;
import io.tidegate.command.Command.Approve;
import io.tidegate.command.Command.Cancel;
import io.tidegate.command.Command.Explain;
import io.tidegate.command.Command.Help;
import io.tidegate.command.Command.Plan;
import io.tidegate.command.Command.Redact;
import io.tidegate.command.Command.Status;
import io.tidegate.command.Spoken.Unparsed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commands in a comment: lines that start with a slash and a word that Tidegate knows, in exactly these
 * letters, outside code, quotes and HTML comments. Total, and linear in the comment's length.
 */
public final class CommandParser {
    /** As long as GitHub lets a comment be; what is longer is read up to the last whole line within. */
    public static final int MOST_CHARACTERS = 65_536;

    /** Answers that one comment can ask for; the first line beyond says that the rest was not read. */
    public static final int MOST_COMMANDS = 20;

    private static final int SAID = 80;
    private static final String CONFIRM = "--confirm-destroy";
    private static final String GLASS = "--break-glass";
    private static final String PLAN = "--plan";
    private static final String APPLYING = "--applying";
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    private CommandParser() {}

    /** In the order of the comment; at most {@link #MOST_COMMANDS} and one that says that there were more. */
    public static List<Spoken> parse(String body) {
        List<Spoken> spoken = new ArrayList<>();
        for (CommentLines.Line line : CommentLines.of(bounded(body))) {
            Spoken found = line.text().startsWith("/") ? read(line) : null;
            if (found == null) {
                continue;
            }
            if (spoken.size() == MOST_COMMANDS) {
                String reason = "a comment may hold at most " + MOST_COMMANDS
                        + " commands: this one and those below it were not read";
                spoken.add(new Unparsed(line.number(), SpokenLine.shortened(line.text()), reason, null));
                break;
            }
            spoken.add(found);
        }
        return List.copyOf(spoken);
    }

    private static String bounded(String body) {
        if (body.length() <= MOST_CHARACTERS) {
            return body;
        }
        int end = body.lastIndexOf('\n', MOST_CHARACTERS);
        return body.substring(0, Math.max(end, 0));
    }

    /** @return null where the line does not speak to Tidegate */
    private static @Nullable Spoken read(CommentLines.Line line) {
        List<String> words = Arrays.asList(line.text().substring(1).split("[ \t]+"));
        boolean prefixed = words.getFirst().equals(Words.PREFIX);
        String word = prefixed ? (words.size() > 1 ? words.get(1) : "") : words.getFirst();
        List<String> arguments = words.subList(Math.min(words.size(), prefixed ? 2 : 1), words.size());
        SpokenLine reply = prefixed ? new SpokenLine(line, "/tidegate ") : new SpokenLine(line, "/");
        if (line.quoted() && (prefixed || Words.AVAILABLE.contains(word))) {
            return reply.no("it stands in the quote above it: leave an empty line between them", null);
        }
        if (Words.LATER.contains(word)) {
            return reply.no("`" + reply.start() + word + "` is not available yet", null);
        }
        String rest = line.text()
                .substring(line.text().indexOf(word, prefixed ? Words.PREFIX.length() + 1 : 1) + word.length());
        return switch (word) {
            case "plan" -> plan(reply, rest);
            case "approve" -> approve(reply, arguments);
            case "apply" -> apply(reply, rest);
            case "cancel" -> cancel(reply, rest);
            case "lock" -> LockCommands.lock(reply, rest);
            case "unlock" -> LockCommands.unlock(reply, rest);
            case "restore" -> LockCommands.restore(reply, rest);
            case "explain" -> reply.plain(word, rest, fit -> reply.given(new Explain(fit.environments())));
            case "redact" -> alone(reply, word, arguments, new Redact());
            case "status" -> alone(reply, word, arguments, new Status());
            case "help" -> alone(reply, word, arguments, new Help());
            default -> unknown(reply, prefixed, word, arguments);
        };
    }

    private static Spoken plan(SpokenLine reply, String rest) {
        return reply.read("plan", Map.of("--all", false, "--sha", true), rest, fit -> {
            String sha = fit.value("--sha");
            if (fit.reason() != null) {
                return reply.noReason("plan");
            }
            if (sha != null && !SHA.matcher(sha).matches()) {
                return reply.no(
                        "`--sha` needs the pull request's newest commit in full, all 40 characters: it says which code you read",
                        null);
            }
            if (fit.has("--all") && !fit.environments().isEmpty()) {
                return reply.no("`--all` means every environment: leave the names out", reply.start() + "plan --all");
            }
            return reply.given(new Plan(fit.environments(), fit.has("--all"), sha));
        });
    }

    private static Spoken apply(SpokenLine reply, String rest) {
        return reply.read("apply", Map.of(CONFIRM, true, GLASS, false, PLAN, true), rest, fit -> {
            String number = fit.value(CONFIRM);
            if (fit.has(GLASS) || fit.has(PLAN)) {
                Optional<String> misfit = glassMisfit(fit);
                if (misfit.isPresent()) {
                    return reply.no(misfit.get(), null);
                }
            } else if (fit.reason() != null) {
                return reply.noReason("apply");
            }
            if (number != null && !number.matches("[0-9]{1,6}")) {
                return reply.no("`" + CONFIRM + "` needs the number of resources that are destroyed or replaced", null);
            }
            if (number != null && !fit.one()) {
                return reply.no("`" + CONFIRM + "` confirms one environment at a time: name it", null);
            }
            Integer destroys = number == null ? null : Integer.valueOf(number);
            return reply.given(new Apply(
                    fit.environments(),
                    destroys,
                    fit.has(GLASS)
                            ? new Apply.BreakGlass(
                                    Objects.requireNonNull(fit.reason()), Objects.requireNonNull(fit.value(PLAN)))
                            : null));
        });
    }

    private static Optional<String> glassMisfit(Arguments.Fit fit) {
        String plan = fit.value(PLAN);
        if (!fit.has(GLASS)) {
            return Optional.of(
                    "`" + PLAN + "` names the plan that `" + GLASS + "` applies, and stands beside it alone");
        }
        if (!fit.one()) {
            return Optional.of("`" + GLASS + "` applies one environment: name it");
        }
        if (fit.reason() == null) {
            return Optional.of("`" + GLASS + "` needs a reason in quotes: it is recorded, and people will ask why");
        }
        return plan != null && Arguments.isFingerprint(plan)
                ? Optional.empty()
                : Optional.of("`" + GLASS + "` needs `" + PLAN
                        + "` with the plan that is meant, as the comment shows it," + " such as `" + PLAN + " 9f3c`");
    }

    private static Spoken cancel(SpokenLine reply, String rest) {
        return reply.read("cancel", Map.of(APPLYING, false), rest, fit -> {
            if (!fit.has(APPLYING)) {
                return fit.reason() == null
                        ? reply.given(new Cancel(fit.environments()))
                        : reply.no("a reason is asked for only by `" + APPLYING + "`", null);
            }
            if (!fit.one()) {
                return reply.no("`" + APPLYING + "` interrupts the apply of one environment: name it", null);
            }
            return fit.reason() == null
                    ? reply.no("`" + APPLYING + "` needs a reason in quotes: people will ask why", null)
                    : reply.given(new Cancel(fit.environments(), fit.reason()));
        });
    }

    /**
     * The last word is a fingerprint if it can be one. Every such word (`cafe`) could also name an environment; read as
     * a fingerprint it can only narrow what is approved, to nothing where no plan shows it. Who means an environment of
     * such a name writes the fingerprint behind it: `/approve cafe 9f3c`.
     */
    private static Spoken approve(SpokenLine reply, List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        String fingerprint = Arguments.isFingerprint(last) ? last : null;
        List<String> names = fingerprint == null ? words : words.subList(0, words.size() - 1);
        return reply.plain(
                "approve", String.join(" ", names), fit -> reply.given(new Approve(fit.environments(), fingerprint)));
    }

    private static Spoken alone(SpokenLine reply, String word, List<String> words, Command command) {
        return words.isEmpty()
                ? reply.given(command)
                : reply.no("`" + reply.start() + word + "` stands alone", reply.start() + word);
    }

    private static @Nullable Spoken unknown(SpokenLine reply, boolean prefixed, String word, List<String> arguments) {
        if (word.isEmpty()) {
            return prefixed ? reply.no("a command is missing after `/tidegate`", "/tidegate help") : null;
        }
        String near = Words.near(word).orElse(null);
        if (near == null) {
            return prefixed ? reply.no("it is no command that Tidegate knows", "/tidegate help") : null;
        }
        String rest = arguments.isEmpty() ? "" : " " + String.join(" ", arguments);
        String instead = reply.start() + near + (rest.length() <= SAID && Arguments.isPlain(rest) ? rest : "");
        boolean unseen = !Words.visible(word).equals(word);
        return reply.no(unseen ? "it holds characters that cannot be seen" : "there is no such command", instead);
    }
}
