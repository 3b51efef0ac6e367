package io.tidegate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything without a mouse. */
class KeyboardIT {
    /** More than a page of ours has places for the focus. */
    private static final int MOST = 120;

    private static final String NAME = """
            () => { const at = document.activeElement;
              return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent).trim().replace(/\\s+/g, ' '); }""";
    private static final String MARKED = """
            () => { const style = getComputedStyle(document.activeElement);
              return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'; }""";

    @RegisterExtension
    static final Playground PLAY = Playground.SHARED;

    @BeforeEach
    void opened() {
        PLAY.openedOnce();
    }

    @Test
    void a_comment_and_an_approval_need_no_mouse() {
        Visit window = PLAY.visit().open("/pull/1");
        Page page = window.page();
        press(page, "Tab");
        Assertions.assertThat(page.evaluate(NAME)).isEqualTo("Skip to the content");
        press(page, "Enter");
        assertThat(page.locator("main")).isFocused();

        tabTo(page, "Comment or command, such as /apply dev or /help");
        page.keyboard().type("/help");
        tabTo(page, "Comment");
        press(page, "Enter");
        assertThat(window.said("/unlock").first()).isVisible();

        page.reload();
        tabTo(page, "AN ann reviewer");
        press(page, "Space");
        assertThat(page.getByText("Review as ann")).isVisible();
        tabTo(page, "Words with it");
        page.keyboard().type("Typed, not clicked.");
        tabTo(page, "Approve");
        press(page, "Enter");
        assertThat(window.said("Typed, not clicked.")).containsText("ann approved these changes");
        window.behaved();
    }

    private static void press(Page page, String key) {
        page.keyboard().press(key);
    }

    /** Goes on to the next place for the focus until it is the one with this name; each must show that it is there. */
    private static void tabTo(Page page, String name) {
        for (int i = 0; i < MOST; i++) {
            press(page, "Tab");
            Object at = page.evaluate(NAME);
            Assertions.assertThat(page.evaluate(MARKED))
                    .as("the focus on «" + at + "» is to be seen")
                    .isEqualTo(true);
            if (name.equals(at)) {
                return;
            }
        }
        throw new AssertionError("the key Tab never reached «" + name + "»");
    }
}
