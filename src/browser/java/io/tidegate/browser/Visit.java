package io.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One person before one window. Finds what it uses by role and accessible name, as somebody with a screen reader would,
 * and notes what a page should never do: complain on the console, throw, or ask another machine for something.
 */
final class Visit implements AutoCloseable {
    private final String url;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();

    /** @param url where the play page is */
    Visit(String url, Browser.NewContextOptions options) {
        this.url = url;
        context = Browsers.one().newContext(options.setBaseURL(url));
        context.setDefaultTimeout(Browsers.PATIENCE.toMillis());
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!"127.0.0.1".equals(URI.create(request.url()).getHost())) {
                foreign.add(request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    Visit open(String path) {
        page.navigate(url + path);
        return this;
    }

    Locator button(String name) {
        return button(page.locator("body"), name);
    }

    static Locator button(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    /** What is wrong with what the pages did so far, apart from complaints that hold these words. */
    void behaved(String... expected) {
        assertThat(foreign).as("requests that left this machine").isEmpty();
        assertThat(complaints)
                .as("what the console and the scripts complained about")
                .allSatisfy(complaint -> assertThat(List.of(expected)).anyMatch(complaint::contains));
    }

    void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
