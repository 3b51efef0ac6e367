package io.tidegate.command;

import io.tidegate.environment.Environment;
import java.util.List;

/** What `/help` says: every command with this repository's environments as examples. */
public final class CommandHelp {
    /**
     * @param syntax an example that can be copied
     * @param sentence what it does
     */
    public record Entry(String syntax, String sentence) {}

    private CommandHelp() {}

    public static List<Entry> of(List<Environment> environments) {
        String one =
                environments.isEmpty() ? "dev" : environments.getFirst().name().text();
        String last =
                environments.isEmpty() ? "prod" : environments.getLast().name().text();
        return List.of(
                new Entry("/plan", "plans the affected environments again; `/plan " + one + "` only that one"),
                new Entry("/plan --all", "plans also what is planned on command alone, or is above the limit"),
                new Entry(
                        "/plan " + last + " --sha COMMIT",
                        "lets the code of that commit, the newest, be planned where somebody must read it first"),
                new Entry("/approve " + last, "approves the plan of " + last + " that is shown, as a review would"),
                new Entry("/approve " + last + " 9f3c", "approves exactly the plan with this fingerprint"),
                new Entry("/apply", "applies the environments that are next and whose gates are open"),
                new Entry("/apply " + last, "applies " + last + " through its gates, or says which are closed"),
                new Entry(
                        "/apply " + last + " --confirm-destroy 1",
                        "the same where the number of resources destroyed or replaced must be confirmed"),
                new Entry(
                        "/apply " + last + " --break-glass \"why\" --plan 9f3c",
                        "opens gates in an emergency, for those whom the server or the organisation lists"),
                new Entry("/cancel", "stops this pull request's planning and waiting runs, never one that applies"),
                new Entry(
                        "/cancel " + last + " --applying \"why\"",
                        "interrupts an apply; the state may be left partly changed"),
                new Entry("/lock " + one + " --for 4h \"why\"", "reserves " + one + " for this pull request"),
                new Entry("/unlock " + one, "gives up this pull request's lock of " + one),
                new Entry("/unlock " + one + " --from #12 \"why\"", "takes the lock of " + one + " from #12"),
                new Entry("/restore " + one, "brings " + one + " back to the default branch, through its gates"),
                new Entry("/redact", "posts Tidegate's comments anew, without what they said before"),
                new Entry("/status", "shows the state, the locks and the gates of every environment"),
                new Entry("/explain " + last, "says why " + last + " is affected or not, and judges its gates"),
                new Entry("/help", "shows this; `/tidegate help` works too where another bot answers to `/help`"));
    }
}
