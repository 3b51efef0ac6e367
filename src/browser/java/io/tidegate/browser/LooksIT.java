package io.tidegate.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page, for people with other eyes, other windows and other fingers. */
class LooksIT {
    private static final List<String> PAGES = List.of(
            "/",
            "/pulls",
            "/pull/1",
            "/pull/1/commits",
            "/pull/1/checks",
            "/pull/1/files",
            "/pull/1/files?edit=environments/dev/main.tf",
            "/terraform",
            "/faults",
            "/log");

    @RegisterExtension
    static final Playground PLAY = Playground.SHARED;

    @BeforeEach
    void opened() {
        PLAY.openedOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void no_page_breaks_a_rule_of_accessibility(ColorScheme scheme) {
        Visit visit = PLAY.visit(
                new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(scheme));
        for (String path : PAGES) {
            Page page = visit.open(path).page();
            Looks.accessible(page, path + ", " + scheme);
        }
        visit.behaved();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 320})
    void every_page_fits_a_phone_and_its_fingers(int width) {
        Visit visit = PLAY.phone(width, 844);
        for (String path : PAGES) {
            Page page = visit.open(path).page();
            Looks.fits(page, path, width);
        }
        visit.behaved();
    }
}
