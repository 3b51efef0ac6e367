package io.tidegate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpeningIT {
    @RegisterExtension
    static final Playground PLAY = new Playground();

    @Test
    void the_first_page_opens_without_a_complaint() {
        Visit lee = PLAY.visit().open("/");
        assertThat(lee.page().getByRole(com.microsoft.playwright.options.AriaRole.MAIN)).isVisible();
        lee.behaved();
    }
}
