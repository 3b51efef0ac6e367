package io.tidegate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** "Things to try" of the start page: its buttons are pressed in one window, and the pull request watched in another. */
class AttemptsIT {
    @RegisterExtension
    final Playground play = new Playground();

    private Visit guide;
    private Visit watch;

    @BeforeEach
    void open() {
        play.opened();
        watch = play.visit().open("/pull/1");
        guide = play.visit().open("/");
    }

    @AfterEach
    void everythingBehaved() {
        guide.behaved();
        watch.behaved();
    }

    @Tag("thorough")
    @Test
    void what_changed_after_the_review_is_shown_and_not_applied() {
        play.needsTerraform();
        Locator steps = attempt("The plan changes after the review");
        approve(steps);
        press(steps, "Change dev's state outside of any run");
        press(steps, "Comment /apply dev as lee");
        assertThat(watch.said("dev was not applied: its plan is not the one that was reviewed"))
                .containsText("7 -> 2");
        Locator runs = runs(guide, "dev");
        assertThat(runs.first()).containsText("discarded");
    }

    /** Who gets it, and when, is {@code QueueIT}'s; here it is the page's steps. */
    @Tag("thorough")
    @Test
    void two_pull_requests_that_want_stage_get_it_one_after_the_other() {
        play.needsTerraform();
        Locator steps = attempt("Two pull requests want stage");
        press(steps, "Open a second pull request that also changes stage");
        Visit second = play.visit().open("/pull/2");
        assertThat(second.check("tidegate/stage")).containsText("success");
        assertThat(second.summary()).containsText("0 of 1");
        approve(steps);
        press(steps, "Approve the second as kim");
        assertThat(second.summary()).containsText("1 of 1 by kim");
        press(steps, "Comment /apply dev as lee");
        assertThat(watch.said("dev was applied")).isVisible();
        press(steps, "Hold stage's applies");
        press(steps, "Merge the first as lee");
        assertThat(watch.summary()).containsText("applying");
        press(steps, "Merge the second as ann");
        assertThat(second.said("stage waits for its lock")).containsText("is held by #1");
        press(steps, "Release stage's applies");
        assertThat(watch.said("stage was applied")).isVisible();
        assertThat(second.said("stage was not applied: its plan is not the one that was reviewed"))
                .isVisible();
        assertThat(second.summary()).containsText("0 of 1");
        press(steps, "Let another 60 seconds pass");
        press(steps, "Comment /approve stage as kim");
        assertThat(second.summary()).containsText("1 of 1 by kim");
        press(steps, "Comment /apply stage as ann");
        assertThat(second.said("stage was applied")).isVisible();
        second.behaved();
    }

    @Tag("thorough")
    @Test
    void an_apply_that_fails_is_told_and_finished_by_asking_again() {
        Locator steps = attempt("An apply fails");
        approve(steps);
        press(steps, "Make dev's next apply fail");
        press(steps, "Comment /apply dev as lee");
        assertThat(watch.said("Applying dev failed")).containsText("The lock stays");
        assertThat(watch.check("tidegate/dev")).containsText("failure");
        assertThat(watch.summary()).containsText("apply failed");
        press(steps, "Comment /apply dev again");
        assertThat(watch.said("dev was applied")).isVisible();
        assertThat(watch.check("tidegate/dev")).containsText("success");
    }

    @Test
    void a_run_that_a_person_confirms_is_no_apply_of_tidegates() {
        Locator steps = attempt("Somebody confirms the run in HCP Terraform");
        approve(steps);
        press(steps, "Hold the plan that Tidegate would compare");
        press(steps, "Comment /apply dev as lee");
        Visit cloud = play.visit().open("/terraform").be("kim");
        Locator workspace = cloud.region("Workspace my-devops-project-infra-dev");
        cloud.press(workspace.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Confirm "))));
        press(steps, "Release it");
        assertThat(watch.said("applied without Tidegate")).containsText("kim");
        assertThat(watch.check("tidegate/dev")).containsText("failure");
        assertThat(runs(cloud, "dev").first()).containsText("kim");
        cloud.behaved();
    }

    @Test
    void what_arrives_twice_is_answered_once_and_what_is_lost_is_answered_when_it_is_delivered_again() {
        Locator twice = attempt("GitHub sends a webhook twice");
        press(twice, "Send the next comment's webhook twice");
        press(twice, "Comment /apply dev as lee");
        assertThat(watch.said("dev was not applied")).hasCount(1);
        Locator lost = attempt("GitHub loses a webhook");
        press(lost, "Lose the next comment's webhook");
        press(lost, "Comment /help as lee");
        assertThat(watch.said("/help")).hasCount(1);
        press(lost, "Deliver it again");
        // The answer lists the commands; it comes after whatever the second delivery of the first comment led to.
        assertThat(watch.said("/unlock")).isVisible();
        assertThat(watch.said("dev was not applied")).hasCount(1);
    }

    /** Unfolds an attempt and returns its steps. */
    private Locator attempt(String title) {
        Locator attempt = guide.page()
                .locator("details")
                .filter(new Locator.FilterOptions()
                        .setHas(guide.page()
                                .locator(
                                        "summary",
                                        new com.microsoft.playwright.Page.LocatorOptions().setHasText(title))));
        attempt.locator("summary").click();
        return attempt;
    }

    private void press(Locator steps, String label) {
        guide.press(Visit.button(steps, label));
    }

    private void approve(Locator steps) {
        assertThat(watch.summary()).containsText("0 of 1");
        press(steps, "Let 60 seconds pass");
        press(steps, "Approve as ann");
        assertThat(watch.summary()).containsText("1 of 1 by ann");
    }

    /** The newest first. */
    private static Locator runs(Visit visit, String environment) {
        return visit.open("/terraform")
                .region("Workspace my-devops-project-infra-" + environment)
                .locator("tbody tr");
    }
}
