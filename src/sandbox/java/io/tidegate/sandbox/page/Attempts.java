package io.tidegate.sandbox.page;

import static io.tidegate.sandbox.page.Attempt.Which.DEV;
import static io.tidegate.sandbox.page.Attempt.Which.STAGE;
import static io.tidegate.sandbox.page.Attempt.approved;
import static io.tidegate.sandbox.page.Attempt.go;
import static io.tidegate.sandbox.page.Attempt.press;
import static io.tidegate.sandbox.page.Attempt.says;
import static io.tidegate.sandbox.page.Attempt.see;

import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.page.Attempt.Step;
import java.util.ArrayList;
import java.util.List;

/** The list of things to try. */
final class Attempts {
    private static final String WORKSPACES = "/terraform/workspaces/";
    private static final String COMMENT = "event=issue_comment.created";
    private static final String PLAN_DATA = "route=GET /api/v2/runs/{run}/plan/json-output";
    static final List<Attempt> ALL = List.of(
            new Attempt(
                    "story",
                    "The story: review, apply, merge",
                    "What Tidegate is for, from a plan to an apply by merge.",
                    steps(
                            see("Read the comment that Tidegate keeps up to date.", DEV),
                            approved(DEV, "ann"),
                            says("lee", DEV, "/apply dev"),
                            press("When dev was applied:", "Merge as lee", DEV, "/merge", "as=lee"),
                            go("Stage applies by the merge.", "Watch HCP Terraform", "/terraform")),
                    "Before the approval, /apply dev is refused and says why. Afterwards dev is applied, the check tidegate"
                            + " allows the merge, and stage follows. Tidegate confirms exactly one run for each."),
            new Attempt(
                    "changed",
                    "The plan changes after the review",
                    "What was reviewed is what is applied, or nothing is.",
                    steps(
                            approved(DEV, "ann"),
                            press(
                                    "Somebody changes dev behind everybody's back.",
                                    "Change dev's state outside of any run",
                                    variable("dev"),
                                    "key=app_count",
                                    "value=7",
                                    "how=underneath"),
                            says("lee", DEV, "/apply dev"),
                            see("Read the newest comment.", DEV)),
                    "A real run starts, its plan holds a change that nobody reviewed, and the run is discarded. The answer"
                            + " shows that change and says what to do next. dev is as it was."),
            new Attempt(
                    "two",
                    "Two pull requests want stage",
                    "Only one of them holds an environment at a time.",
                    steps(
                            press(
                                    "",
                                    "Open a second pull request that also changes stage",
                                    "/pulls/ready",
                                    "as=ann",
                                    "proposal=stage",
                                    "stay=true"),
                            approved(DEV, "ann"),
                            press("", "Approve the second as kim", STAGE, "/review", "as=kim", "event=APPROVE"),
                            says("lee", DEV, "/apply dev"),
                            press("", "Hold stage's applies", "/holds", applies("stage")),
                            press("When dev was applied:", "Merge the first as lee", DEV, "/merge", "as=lee"),
                            press("", "Merge the second as ann", STAGE, "/merge", "as=ann"),
                            go("See who holds stage and who waits.", "Look at both", "/pulls"),
                            press("", "Release stage's applies", "/holds/release", applies("stage")),
                            press("kim reads the new plan for a minute.", "Let another 60 seconds pass", "/clock"),
                            says("kim", STAGE, "/approve stage"),
                            says("ann", STAGE, "/apply stage")),
                    "While the first applies, the second waits in the queue of stage; no run is started for it. When its"
                            + " turn comes it goes on by itself, and its plan turns out to be another than the reviewed one,"
                            + " since the first changed what it starts from: the run is discarded, and a new approval is"
                            + " asked for."),
            new Attempt(
                    "fails",
                    "An apply fails",
                    "Half of it may be done: who holds dev then?",
                    steps(
                            approved(DEV, "ann"),
                            press(
                                    "",
                                    "Make dev's next apply fail",
                                    WORKSPACES + workspace("dev") + "/break-applies",
                                    "on=true"),
                            says("lee", DEV, "/apply dev"),
                            see("Read what Tidegate says of it.", DEV),
                            press(
                                    "Try again; the next apply succeeds.",
                                    "Comment /apply dev again",
                                    DEV,
                                    "/comment",
                                    "as=lee",
                                    "body=/apply dev")),
                    "The failure is told to those concerned, the check and the deployment fail, the lock stays with this pull"
                            + " request, and what remains is planned again. A second /apply dev finishes it."),
            new Attempt(
                    "twice",
                    "GitHub sends a webhook twice",
                    "Deliveries come at least once; commands are obeyed once.",
                    steps(
                            press("", "Send the next comment's webhook twice", "/mail", COMMENT, "mishap=twice"),
                            says("lee", DEV, "/apply dev"),
                            see("Count the answers.", DEV),
                            go("", "See both deliveries", "/log?side=github&kind=webhook")),
                    "There is one answer, or one run if dev was approved. Both deliveries are answered with 202, the second"
                            + " under the same number."),
            new Attempt(
                    "lost",
                    "GitHub loses a webhook",
                    "What never arrived cannot be obeyed.",
                    steps(
                            press("", "Lose the next comment's webhook", "/mail", COMMENT, "mishap=lost"),
                            says("lee", DEV, "/help"),
                            see("Nothing happens.", DEV),
                            press("", "Deliver it again", "/mail/again")),
                    "The command is answered once GitHub delivers it again; until then nobody has heard of it."),
            new Attempt(
                    "foreign",
                    "Somebody confirms the run in HCP Terraform",
                    "A person is quicker than Tidegate.",
                    steps(
                            approved(DEV, "ann"),
                            press("", "Hold the plan that Tidegate would compare", "/holds", PLAN_DATA),
                            says("lee", DEV, "/apply dev"),
                            go(
                                    "When the run is planned, confirm it there.",
                                    "Confirm it in HCP Terraform",
                                    "/terraform"),
                            press("", "Release it", "/holds/release", PLAN_DATA),
                            see("Read the answer.", DEV)),
                    "Tidegate confirms nothing. It says who did, before it had compared the plan, follows the run to its end, and"
                            + " the check stays red."),
            new Attempt(
                    "killed",
                    "Tidegate is killed in the middle of an apply",
                    "What it knows is in its database before anybody is told.",
                    steps(
                            approved(DEV, "ann"),
                            press("", "Hold dev's applies", "/holds", applies("dev")),
                            says("lee", DEV, "/apply dev"),
                            press("When the run is confirmed:", "Kill Tidegate", "/product/kill"),
                            press("", "Release dev's applies", "/holds/release", applies("dev")),
                            press("", "Start Tidegate again", "/product/start"),
                            see("Wait a moment, then read the answer.", DEV)),
                    "Tidegate goes on where it was: it finds the run that it confirmed, reports its end, and confirms nothing"
                            + " a second time."));

    private Attempts() {}

    private static String workspace(String environment) {
        return SeededRepository.workspace(environment);
    }

    private static String variable(String environment) {
        return WORKSPACES + workspace(environment) + "/variable";
    }

    private static String applies(String environment) {
        return "route=terraform apply " + workspace(environment);
    }

    /** @param parts single steps and lists of them */
    private static List<Step> steps(Object... parts) {
        List<Step> steps = new ArrayList<>();
        for (Object part : parts) {
            switch (part) {
                case Step step -> steps.add(step);
                case List<?> more -> more.forEach(step -> steps.add((Step) step));
                default -> throw new IllegalArgumentException("no step: " + part);
            }
        }
        return steps;
    }
}
