package io.tidegate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The story of the README, by two people at two windows. */
class StoryIT {
    @RegisterExtension
    final Playground play = new Playground();

    @Test
    void a_pull_request_is_reviewed_applied_and_merged_on_its_page() {
        play.opened();
        Visit lee = play.visit().open("/");
        lee.link("A second monitoring node for dev and stage").click();
        assertThat(lee.check("tidegate/dev")).containsText("success");
        assertThat(lee.summary()).containsText("0 of 1");
        assertThat(lee.summary().getByText("monitoring_pool").first()).isHidden();
        lee.summary().getByText("dev: ").first().click();
        assertThat(lee.summary().getByText("monitoring_pool").first()).isVisible();

        lee.comment("/apply dev");
        assertThat(lee.said("dev was not applied")).containsText("approvals");

        Visit ann = play.visit().open("/pull/1").be("ann");
        ann.press("Move the clock by 60 seconds");
        ann.page().getByLabel("Words with it").fill("Two nodes it is.");
        ann.press("Approve");
        assertThat(ann.said("Two nodes it is.")).containsText("approved these changes");
        // Lee's window follows by itself.
        assertThat(lee.summary()).containsText("1 of 1 by ann");

        lee.comment("/apply dev");
        assertThat(lee.said("dev was applied")).isVisible();
        Locator merge = Visit.button(lee.region("Checks and merging"), "Merge pull request");
        assertThat(merge).isEnabled();
        lee.press(merge);
        assertThat(lee.said("stage was applied")).isVisible();
        assertThat(lee.region("Checks and merging")).containsText("Merged as");

        lee.link("HCP Terraform").click();
        Locator runs = lee.region("Workspace my-devops-project-infra-stage").locator("tbody tr");
        assertThat(runs.first()).containsText("plan and apply");
        assertThat(runs.first()).containsText("applied");
        runs.first().getByRole(com.microsoft.playwright.options.AriaRole.LINK).click();
        assertThat(lee.page().getByText("Apply complete!")).isVisible();
        lee.link("What happened").click();
        assertThat(lee.page().getByText("lee merged #1")).isVisible();
        lee.behaved();
        ann.behaved();
    }
}
