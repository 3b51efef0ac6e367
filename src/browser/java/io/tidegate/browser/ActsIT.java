package io.tidegate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do on the pages besides the story; all on one pull request. */
class ActsIT {
    private static final String COMMENT_FAILS = "a comment is answered with 502";

    @RegisterExtension
    static final Playground PLAY = Playground.SHARED;

    @BeforeEach
    void opened() {
        PLAY.openedOnce();
    }

    @Test
    void a_file_is_edited_in_the_browser_and_what_is_pushed_is_planned() {
        PLAY.needsTerraform();
        Visit lee = PLAY.visit().open("/pulls");
        lee.button("Give dev three monitoring nodes").click();
        assertThat(lee.heading("Give dev three monitoring nodes")).isVisible();
        assertThat(lee.summary()).containsText("plan");
        String conversation = lee.page().url();

        lee.link("Files changed").click();
        assertThat(lee.region("environments/dev/main.tf")).containsText("default = 3");
        lee.link("Edit environments/dev/main.tf").click();
        Locator text = lee.page().getByLabel("Text of the file");
        text.fill(text.inputValue().replace("default = 3", "default = 5"));
        lee.button("Commit and push").click();
        assertThat(lee.region("environments/dev/main.tf")).containsText("default = 5");

        lee.page().navigate(conversation);
        lee.summary().getByText("dev: ").first().click();
        assertThat(lee.summary()).containsText(Pattern.compile("node_count\\s+1\\s+-> 5"));
        lee.behaved();
    }

    @Test
    void a_check_is_run_again_by_whoever_may_write_and_by_nobody_else() {
        Visit ann = PLAY.visit().open("/pull/1").be("ann");
        ann.link("Details of tidegate/dev").click();
        assertThat(ann.heading("tidegate/dev")).isVisible();
        ann.press("Re-run");
        ann.link("What happened").click();
        Locator sent = ann.page()
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("check_run.rerequested"))
                .first();
        assertThat(sent).containsText("202");

        Visit sam = PLAY.visit().open("/pull/1").be("sam");
        sam.link("Details of tidegate/dev").click();
        assertThat(sam.page().getByText("sam may not press its buttons")).isVisible();
        ann.behaved();
        sam.behaved();
    }

    @Test
    void a_fault_is_switched_on_strikes_once_and_is_switched_off() {
        Visit lee = PLAY.visit().open("/faults");
        lee.press(lee.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^Switch on ?: " + COMMENT_FAILS))));
        assertThat(lee.region("What goes wrong now")).containsText(COMMENT_FAILS + " struck 0 of 1");

        Visit ann = PLAY.visit().open("/pull/1").be("ann");
        int before = ann.said("/unlock").count();
        ann.comment("/help");
        assertThat(lee.region("What goes wrong now")).containsText("struck 1 of 1");
        // It was asked again, so the answer comes all the same.
        assertThat(ann.said("/unlock")).hasCount(before + 1);

        lee.press("Remove " + COMMENT_FAILS);
        assertThat(lee.page().getByText("Nothing goes wrong at the moment.")).isVisible();
        lee.behaved();
        ann.behaved();
    }

    @Test
    void hostile_markdown_is_shown_and_does_nothing() {
        Visit sam = PLAY.visit().open("/pull/1").be("sam");
        sam.comment("""
                before the attack, @ann
                <script>window.attacked = 1</script>
                <img src="https://evil.example/p.png" onerror="window.attacked = 2">
                <svg onload="window.attacked = 3"></svg><iframe src="https://evil.example/"></iframe>
                <style>body { display: none }</style><link rel="stylesheet" href="https://evil.example/s.css">
                ![picture](https://evil.example/q.png) [link](javascript:window.attacked=4) [data](data:text/html,x)
                <details open ontoggle="window.attacked = 5"><summary onclick="window.attacked = 6">fold</summary>

                `````
                ``` </code></pre></li></ol></main><script>window.attacked = 7</script>
                `````
                </details></div></div></li></ol></main><form action="https://evil.example/"><button>Merge pull request</button>
                after the attack
                """);
        Locator said = sam.said("before the attack");
        assertThat(said).containsText("after the attack");
        assertThat(said.locator(".mention")).hasText("@ann");
        assertThat(said.locator("script, img, svg, iframe, style, link, form, button, [onclick], [ontoggle]"))
                .hasCount(0);
        assertThat(said.locator("a[href^='javascript'], a[href^='data']")).hasCount(0);
        sam.page().reload();
        assertThat(sam.button("Merge pull request")).hasCount(1);
        assertThat(sam.region("Checks and merging")).isVisible();
        Assertions.assertThat(sam.page().evaluate("window.attacked")).isNull();
        sam.behaved();
    }

    @Test
    void what_a_person_may_not_do_is_said_on_the_page() {
        Visit lee = PLAY.visit().open("/pull/1");
        assertThat(lee.button("Approve")).isDisabled();
        lee.be("sam");
        lee.button("Merge pull request").click();
        assertThat(lee.alert()).isVisible();
        assertThat(lee.alert()).not().hasText("");
        lee.behaved("the server responded with a status of 4");
    }
}
