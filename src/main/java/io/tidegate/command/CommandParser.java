package io.tidegate.command;

import io.tidegate.command.Command.Apply;
import io.tidegate.command.Command.Approve;
import io.tidegate.command.Command.Cancel;
import io.tidegate.command.Command.Explain;
import io.tidegate.command.Command.Help;
import io.tidegate.command.Command.Lock;
import io.tidegate.command.Command.Plan;
import io.tidegate.command.Command.Redact;
import io.tidegate.command.Command.Restore;
import io.tidegate.command.Command.Status;
import io.tidegate.command.Command.Unlock;
import io.tidegate.command.Spoken.Given;
import io.tidegate.command.Spoken.Unparsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
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
    private static final String FROM = "--from";
    private static final String FOR = "--for";
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Pattern LASTING = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern PULL_REQUEST = Pattern.compile("#?[1-9][0-9]{0,8}");

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
                spoken.add(new Unparsed(line.number(), shortened(line.text()), reason, null));
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
        Reply reply = prefixed ? new Reply(line, "/tidegate ") : new Reply(line, "/");
        if (line.quoted() && (prefixed || Words.AVAILABLE.contains(word))) {
            return reply.no("it stands in the quote above it: leave an empty line between them", null);
        }
        if (Words.LATER.contains(word)) {
            return reply.no("`" + reply.start + word + "` is not available yet", null);
        }
        String rest = line.text()
                .substring(line.text().indexOf(word, prefixed ? Words.PREFIX.length() + 1 : 1) + word.length());
        return switch (word) {
            case "plan" -> plan(reply, rest);
            case "approve" -> approve(reply, arguments);
            case "apply" -> apply(reply, rest);
            case "cancel" -> cancel(reply, rest);
            case "lock" -> lock(reply, rest);
            case "unlock" -> unlock(reply, rest);
            case "restore" -> restore(reply, rest);
            case "explain" -> plain(reply, word, rest, fit -> reply.given(new Explain(fit.environments())));
            case "redact" -> alone(reply, word, arguments, new Redact());
            case "status" -> alone(reply, word, arguments, new Status());
            case "help" -> alone(reply, word, arguments, new Help());
            default -> unknown(reply, prefixed, word, arguments);
        };
    }

    /** @param flags of the command, each with whether a value follows it */
    private static Spoken read(
            Reply reply, String word, Map<String, Boolean> flags, String rest, Function<Arguments.Fit, Spoken> spoken) {
        return switch (Arguments.read(word, flags, rest)) {
            case Arguments.Fit fit -> spoken.apply(fit);
            case Arguments.Misfit misfit ->
                reply.no(misfit.reason(), misfit.instead() == null ? null : reply.start + misfit.instead());
        };
    }

    /** A command that takes environments and nothing else. */
    private static Spoken plain(Reply reply, String word, String rest, Function<Arguments.Fit, Spoken> spoken) {
        return read(
                reply, word, Map.of(), rest, fit -> fit.reason() == null ? spoken.apply(fit) : noReason(reply, word));
    }

    private static Spoken noReason(Reply reply, String word) {
        return reply.no("`" + reply.start + word + "` takes no reason", null);
    }

    private static Spoken plan(Reply reply, String rest) {
        return read(reply, "plan", Map.of("--all", false, "--sha", true), rest, fit -> {
            String sha = fit.value("--sha");
            if (fit.reason() != null) {
                return noReason(reply, "plan");
            }
            if (sha != null && !SHA.matcher(sha).matches()) {
                return reply.no(
                        "`--sha` needs the pull request's newest commit in full, all 40 characters: it says which code you read",
                        null);
            }
            if (fit.has("--all") && !fit.environments().isEmpty()) {
                return reply.no("`--all` means every environment: leave the names out", reply.start + "plan --all");
            }
            return reply.given(new Plan(fit.environments(), fit.has("--all"), sha));
        });
    }

    private static Spoken apply(Reply reply, String rest) {
        return read(reply, "apply", Map.of(CONFIRM, true, GLASS, false, PLAN, true), rest, fit -> {
            String number = fit.value(CONFIRM);
            if (fit.has(GLASS) || fit.has(PLAN)) {
                Optional<String> misfit = glassMisfit(fit);
                if (misfit.isPresent()) {
                    return reply.no(misfit.get(), null);
                }
            } else if (fit.reason() != null) {
                return noReason(reply, "apply");
            }
            if (number != null && !number.matches("[0-9]{1,6}")) {
                return reply.no("`" + CONFIRM + "` needs the number of resources that are destroyed or replaced", null);
            }
            if (number != null && !one(fit)) {
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
        if (!one(fit)) {
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

    private static Spoken cancel(Reply reply, String rest) {
        return read(reply, "cancel", Map.of(APPLYING, false), rest, fit -> {
            if (!fit.has(APPLYING)) {
                return fit.reason() == null
                        ? reply.given(new Cancel(fit.environments()))
                        : reply.no("a reason is asked for only by `" + APPLYING + "`", null);
            }
            if (!one(fit)) {
                return reply.no("`" + APPLYING + "` interrupts the apply of one environment: name it", null);
            }
            return fit.reason() == null
                    ? reply.no("`" + APPLYING + "` needs a reason in quotes: people will ask why", null)
                    : reply.given(new Cancel(fit.environments(), fit.reason()));
        });
    }

    private static Spoken lock(Reply reply, String rest) {
        return read(reply, "lock", Map.of(FOR, true), rest, fit -> {
            String written = fit.value(FOR);
            Duration lasting = written == null ? null : lasting(written);
            if (!one(fit)) {
                return reply.no("`lock` reserves one environment: name it", null);
            }
            if (written != null && lasting == null) {
                return reply.no("`" + FOR + "` needs a time of 1 minute to 30 days, such as `30m`, `4h` or `2d`", null);
            }
            return fit.reason() == null
                    ? reply.no("`lock` needs a reason in quotes: whoever waits will ask why", null)
                    : reply.given(new Lock(fit.environments(), lasting, fit.reason()));
        });
    }

    private static @Nullable Duration lasting(String written) {
        Matcher matcher = LASTING.matcher(written);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        Duration lasting = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return lasting.compareTo(LONGEST) > 0 ? null : lasting;
    }

    private static Spoken restore(Reply reply, String rest) {
        return plain(
                reply,
                "restore",
                rest,
                fit -> one(fit)
                        ? reply.given(new Restore(fit.environments()))
                        : reply.no("`restore` brings back one environment: name it", null));
    }

    private static Spoken unlock(Reply reply, String rest) {
        return read(reply, "unlock", Map.of(FROM, true), rest, fit -> {
            String holder = fit.value(FROM);
            if (holder == null) {
                return fit.reason() == null
                        ? reply.given(new Unlock(fit.environments()))
                        : reply.no("a reason is asked for only by `" + FROM + "`", null);
            }
            if (!PULL_REQUEST.matcher(holder).matches()) {
                return reply.no(
                        "`" + FROM + "` needs the number of the pull request that holds the lock, such as #12", null);
            }
            if (!one(fit)) {
                return reply.no("`" + FROM + "` takes the lock of one environment: name it", null);
            }
            return fit.reason() == null
                    ? reply.no("`" + FROM + "` needs a reason in quotes: whoever loses the lock will ask why", null)
                    : reply.given(new Unlock(
                            fit.environments(),
                            new Unlock.From(Integer.parseInt(holder.replace("#", "")), fit.reason())));
        });
    }

    private static boolean one(Arguments.Fit fit) {
        return fit.environments().size() == 1 && !fit.environments().getFirst().isPattern();
    }

    /**
     * The last word is a fingerprint if it can be one. Every such word (`cafe`) could also name an environment; read as
     * a fingerprint it can only narrow what is approved, to nothing where no plan shows it. Who means an environment of
     * such a name writes the fingerprint behind it: `/approve cafe 9f3c`.
     */
    private static Spoken approve(Reply reply, List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        String fingerprint = Arguments.isFingerprint(last) ? last : null;
        List<String> names = fingerprint == null ? words : words.subList(0, words.size() - 1);
        return plain(
                reply,
                "approve",
                String.join(" ", names),
                fit -> reply.given(new Approve(fit.environments(), fingerprint)));
    }

    private static Spoken alone(Reply reply, String word, List<String> words, Command command) {
        return words.isEmpty()
                ? reply.given(command)
                : reply.no("`" + reply.start + word + "` stands alone", reply.start + word);
    }

    private static @Nullable Spoken unknown(Reply reply, boolean prefixed, String word, List<String> arguments) {
        if (word.isEmpty()) {
            return prefixed ? reply.no("a command is missing after `/tidegate`", "/tidegate help") : null;
        }
        String near = Words.near(word).orElse(null);
        if (near == null) {
            return prefixed ? reply.no("it is no command that Tidegate knows", "/tidegate help") : null;
        }
        String rest = arguments.isEmpty() ? "" : " " + String.join(" ", arguments);
        String instead = reply.start + near + (rest.length() <= SAID && Arguments.isPlain(rest) ? rest : "");
        boolean unseen = !Words.visible(word).equals(word);
        return reply.no(unseen ? "it holds characters that cannot be seen" : "there is no such command", instead);
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SAID
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SAID - 1)) + "…";
    }

    /** @param start how the person began the line: `/` or `/tidegate ` */
    private record Reply(CommentLines.Line line, String start) {
        Spoken given(Command command) {
            return new Given(line.number(), command);
        }

        Unparsed no(String reason, @Nullable String suggestion) {
            return new Unparsed(line.number(), shortened(line.text()), reason, suggestion);
        }
    }
}
