package io.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** What a page owes people with other eyes, other windows and other fingers. */
final class Looks {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** Names of what one can press that is narrower or lower than a finger needs (WCAG 2.2, 2.5.8), text links apart. */
    private static final String SMALL = """
            () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, nav a')]
              .filter(el => el.checkVisibility())
              .filter(el => { const box = el.getBoundingClientRect(); return box.height < 24 || box.width < 24; })
              .filter(el => !(el.type === 'checkbox' && el.closest('label')))
              .map(el => el.outerHTML.slice(0, 120))""";

    /** What reaches out of the window, unless a box hides or scrolls it. */
    private static final String WIDE = """
            () => [...document.querySelectorAll('body *')]
              .filter(el => el.getBoundingClientRect().right > document.documentElement.clientWidth)
              .filter(el => { for (let up = el.parentElement; up; up = up.parentElement)
                { if (getComputedStyle(up).overflowX !== 'visible') return false; } return true; })
              .map(el => el.outerHTML.slice(0, 120)).slice(0, 8)""";

    /** What one can press that stands outside of the window, unless in a box that scrolls by itself. */
    private static final String OUTSIDE = """
            () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, a')]
              .filter(el => el.checkVisibility() && !el.matches('.skip'))
              .filter(el => { for (let up = el.parentElement; up; up = up.parentElement)
                { if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return false; } return true; })
              .filter(el => { const box = el.getBoundingClientRect(); return box.left < 0 || box.right > document.documentElement.clientWidth; })
              .map(el => el.outerHTML.slice(0, 120))""";

    private Looks() {}

    static void accessible(Page page, String name) {
        List<String> broken = new AxeBuilder(page)
                .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
                        // What people write begins with whatever heading they like.
                        .filter(rule -> !rule.getId().equals("heading-order"))
                        .map(Looks::told)
                        .toList();
        assertThat(broken).as("rules that " + name + " breaks").isEmpty();
    }

    /** @param width of the window, in CSS pixels */
    static void fits(Page page, String name, int width) {
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => { fold.open = true; })");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as(() -> name + " is wider than the window because of " + page.evaluate(WIDE))
                .isLessThanOrEqualTo(width);
        assertThat((List<?>) page.evaluate(OUTSIDE))
                .as("out of reach on " + name)
                .isEmpty();
        assertThat((List<?>) page.evaluate(SMALL)).as("too small on " + name).isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(5).toList();
    }
}
