package io.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.tidegate.setup.SetupPages;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The product's own pages: what doctor found, from the management port of the running product, and what the setup answers
 * with, under its own policy. The way through the setup is {@code SetupIT}'s.
 */
class OwnPagesIT {
    @RegisterExtension
    static final Playground PLAY = Playground.SHARED;

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void none_breaks_a_rule_of_accessibility(ColorScheme scheme) {
        each(new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(scheme), (page, name) -> {
            Looks.accessible(page, name + ", " + scheme);
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .as("the background of " + name)
                    .isEqualTo(scheme == ColorScheme.DARK ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 320})
    void each_fits_a_phone_and_its_fingers(int width) {
        each(Playground.held(width, 844), (page, name) -> Looks.fits(page, name, width));
    }

    private static void each(Browser.NewContextOptions window, BiConsumer<Page, String> look) {
        Visit visit = PLAY.visit(PLAY.product().managementUrl().toString(), window);
        look.accept(visit.open("/doctor").page(), "doctor");
        SetupPages.all().forEach((name, html) -> {
            String path = "/setup/" + name;
            visit.page()
                    .route(
                            "**" + path,
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("text/html; charset=utf-8")
                                    .setHeaders(Map.of("Content-Security-Policy", SetupPages.policy()))
                                    .setBody(html)));
            look.accept(visit.open(path).page(), "setup: " + name);
        });
        visit.behaved();
    }
}
