package io.tidegate.report;

import io.tidegate.change.Answer;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Work;
import io.tidegate.environment.EnvironmentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people must notice about locks: that they wait, that their turn has come, that a lock is gone. */
final class LockReply {
    private LockReply() {}

    static String queued(Answer.Queued a, Change change, Map<String, EnvironmentState> shared) {
        String names = names(a.environments());
        String holders = a.environments().stream()
                .flatMap(name -> holder(change, name, shared).stream())
                .map(sentence -> "- " + sentence + "\n")
                .collect(Collectors.joining());
        boolean one = a.environments().size() == 1;
        return (a.by() == null ? "" : "@" + CommandReply.login(a.by()) + " ") + "🔒 **" + names
                + (one ? " waits for its lock." : " wait for their locks.")
                + "** Nothing was started.\n\n" + holders
                + (a.by() == null
                        ? "\nWhen its turn comes, the merge goes on by itself.\n"
                        : "\nWhen its turn comes, " + (one ? "it is" : "they are")
                                + " planned again and you are told here. `/cancel" + words(a.environments())
                                + "` gives the place up.\n");
    }

    private static Optional<String> holder(Change change, EnvironmentName name, Map<String, EnvironmentState> shared) {
        Optional<EnvironmentState> found = change.work(name)
                .map(Work::workspace)
                .flatMap(workspace -> Optional.ofNullable(shared.get(workspace.id())));
        return found.map(state -> {
            int place = state.place(change.id()).map(before -> before + 1).orElse(0);
            String held = state.holder() == null || state.holder().change().equals(change.id())
                    ? "is free"
                    : "is held by #" + state.holder().change().number() + " ("
                            + Markdown.text(state.holder().by()) + ")";
            return Markdown.text(name.text()) + " " + held
                    + (place == 0 ? "" : "; this pull request is number " + place + " in its queue");
        });
    }

    static String turn(Answer.Turn a) {
        boolean one = a.environments().size() == 1;
        return "@" + CommandReply.login(a.by()) + " 🔓 **" + names(a.environments())
                + (one ? " is this pull request's turn now." : " are this pull request's turn now.") + "** "
                + (one ? "It is" : "They are") + " being planned again.\n\n**Next:** read the new "
                + (one ? "plan" : "plans") + ", then `/apply" + words(a.environments())
                + "`. While others wait, a turn that is not used within 2 hours passes on; `/unlock"
                + words(a.environments()) + "` passes it on at once.\n";
    }

    static String lost(Answer.LockLost a) {
        String name = Markdown.text(a.environment().text());
        return "🔓 **This pull request no longer holds the lock of " + name + ":** " + Sentence.text(a.why())
                + ".\n\n**Next:** `/apply " + a.environment() + "` takes it again, or a place in its queue.\n";
    }

    static String together(Answer.AppliedTogether a) {
        return "✅ **" + Markdown.text(a.environment().text()) + " was applied with #" + a.with() + ",** from "
                + Markdown.code(GateWords.shortened(a.commit())) + ", which holds this pull request too ("
                + Markdown.code(a.run()) + "). Nothing of it is left to do there.\n";
    }

    static String stillApplied(Answer.StillApplied a, Change change) {
        String names = names(a.environments());
        boolean one = a.environments().size() == 1;
        return "🛑 **" + names + (one ? " holds" : " hold") + " unmerged changes of #"
                + change.id().number() + ".** "
                + "This pull request was closed after " + (one ? "it" : "they")
                + " had been applied; the lock stays, so that nobody plans around it.\n\n**Next:** reopen and merge this"
                + " pull request, or comment "
                + a.environments().stream()
                        .map(name -> "`/restore " + name + "`")
                        .collect(Collectors.joining(", "))
                + " to bring it back to the default branch.\n";
    }

    static String thawed(Answer.Thawed a) {
        String name = Markdown.text(a.environment().text());
        return "⏰ **The freeze of " + name + " is over.** Nothing was started by the clock: " + name
                + " is being planned again.\n\n**Next:** read the plan, then `/apply " + a.environment() + "`.\n";
    }

    private static String names(List<EnvironmentName> names) {
        return names.stream().map(name -> Markdown.text(name.text())).collect(Collectors.joining(", "));
    }

    private static String words(List<EnvironmentName> names) {
        return names.stream().map(name -> " " + name).collect(Collectors.joining());
    }
}
