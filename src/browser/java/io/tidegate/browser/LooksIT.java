package io.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
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
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** Names of what one can press that is narrower or lower than a finger needs (WCAG 2.2, 2.5.8), text links apart. */
    private static final String SMALL = """
            () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, nav a')]
              .filter(el => el.checkVisibility())
              .filter(el => { const box = el.getBoundingClientRect(); return box.height < 24 || box.width < 24; })
              .filter(el => !(el.type === 'checkbox' && el.closest('label')))
              .map(el => el.outerHTML.slice(0, 120))""";

    /** What one can press that stands outside of the window, unless in a box that scrolls by itself. */
    private static final String OUTSIDE = """
            () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, a')]
              .filter(el => el.checkVisibility() && !el.matches('.skip'))
              .filter(el => { for (let up = el.parentElement; up; up = up.parentElement)
                { if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return false; } return true; })
              .filter(el => { const box = el.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth; })
              .map(el => el.outerHTML.slice(0, 120))""";

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
            List<String> broken = new AxeBuilder(page)
                    .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
                            .map(LooksIT::told)
                            .toList();
            assertThat(broken).as("rules that " + path + " breaks, " + scheme).isEmpty();
        }
        visit.behaved();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 320})
    void every_page_fits_a_phone_and_its_fingers(int width) {
        Visit visit = PLAY.phone(width, 844);
        for (String path : PAGES) {
            Page page = visit.open(path).page();
            page.evaluate("() => document.querySelectorAll('details').forEach(fold => { fold.open = true; })");
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as(path + " is as wide as the window")
                    .isLessThanOrEqualTo(width);
            assertThat((List<?>) page.evaluate(OUTSIDE))
                    .as("out of reach on " + path)
                    .isEmpty();
            assertThat((List<?>) page.evaluate(SMALL))
                    .as("too small on " + path)
                    .isEmpty();
        }
        visit.behaved();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(5).toList();
    }
}
