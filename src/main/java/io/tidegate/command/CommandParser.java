package io.tidegate.command;

import io.tidegate.command.Command.Apply;
import io.tidegate.command.Command.Approve;
import io.tidegate.command.Command.Cancel;
import io.tidegate.command.Command.Explain;
import io.tidegate.command.Command.Help;
import io.tidegate.command.Command.Plan;
import io.tidegate.command.Command.Status;
import io.tidegate.command.Command.Unlock;
import io.tidegate.command.Spoken.Given;
import io.tidegate.command.Spoken.Unparsed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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
        return switch (word) {
            case "plan" -> names(reply, word, arguments, given -> new Plan(given.environments()));
            case "apply" -> apply(reply, word, arguments);
            case "cancel" -> names(reply, word, arguments, given -> new Cancel(given.environments()));
            case "unlock" -> names(reply, word, arguments, given -> new Unlock(given.environments()));
            case "approve" -> approve(reply, word, arguments);
            case "explain" -> names(reply, word, arguments, given -> new Explain(given.environments()));
            case "status" -> alone(reply, word, arguments, new Status());
            case "help" -> alone(reply, word, arguments, new Help());
            default -> unknown(reply, prefixed, word, arguments);
        };
    }

    private static Spoken names(
            Reply reply, String word, List<String> words, Function<Arguments.Fit, Command> command) {
        return switch (Arguments.read(word, words)) {
            case Arguments.Fit fit -> new Given(reply.line.number(), command.apply(fit));
            case Arguments.Misfit misfit -> reply.no(misfit.reason(), reply.start + misfit.instead());
        };
    }

    private static Spoken apply(Reply reply, String word, List<String> words) {
        int flag = -1;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).split("=", 2)[0].equals(CONFIRM)) {
                flag = i;
            }
        }
        if (flag < 0) {
            return names(reply, word, words, given -> new Apply(given.environments()));
        }
        boolean joined = words.get(flag).contains("=");
        String number = joined
                ? words.get(flag).substring(CONFIRM.length() + 1)
                : flag + 1 < words.size() ? words.get(flag + 1) : "";
        List<String> names = new ArrayList<>(words.subList(0, flag));
        names.addAll(words.subList(Math.min(words.size(), flag + (joined ? 1 : 2)), words.size()));
        if (!number.matches("[0-9]{1,6}")) {
            return reply.no("`" + CONFIRM + "` needs the number of resources that are destroyed or replaced", null);
        }
        int destroys = Integer.parseInt(number);
        return names.size() == 1
                ? names(reply, word, names, given -> new Apply(given.environments(), destroys))
                : reply.no("`" + CONFIRM + "` confirms one environment at a time: name it", null);
    }

    /**
     * The last word is a fingerprint if it can be one. Every such word (`cafe`) could also name an environment; read as
     * a fingerprint it can only narrow what is approved, to nothing where no plan shows it. Who means an environment of
     * such a name writes the fingerprint behind it: `/approve cafe 9f3c`.
     */
    private static Spoken approve(Reply reply, String word, List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        String fingerprint = Arguments.isFingerprint(last) ? last : null;
        List<String> names = fingerprint == null ? words : words.subList(0, words.size() - 1);
        return names(reply, word, names, given -> new Approve(given.environments(), fingerprint));
    }

    private static Spoken alone(Reply reply, String word, List<String> words, Command command) {
        return words.isEmpty()
                ? new Given(reply.line.number(), command)
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
        Unparsed no(String reason, @Nullable String suggestion) {
            return new Unparsed(line.number(), shortened(line.text()), reason, suggestion);
        }
    }
}
