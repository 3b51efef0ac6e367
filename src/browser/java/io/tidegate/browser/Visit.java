package io.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

    /** @param url where the pages are */
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
            if (!request.url().startsWith(url + "/") && !request.url().startsWith("data:")) {
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

    /** From now on this window acts as this person. */
    Visit be(String login) {
        Locator choice = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("You are"))
                .getByRole(
                        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + login + "\\b")));
        press(choice);
        PlaywrightAssertions.assertThat(choice).hasAttribute("aria-pressed", "true");
        return this;
    }

    /** Presses what sends a form, and waits until the sandbox has done it. */
    void press(Locator button) {
        Response answer =
                page.waitForResponse(response -> response.request().method().equals("POST"), () -> button.click());
        assertThat(answer.status()).as("the answer to " + answer.url()).isLessThan(400);
    }

    void press(String button) {
        press(button(button));
    }

    void comment(String text) {
        page.getByLabel("Comment or command").fill(text);
        press("Comment");
    }

    Locator button(String name) {
        return button(page.locator("body"), name);
    }

    static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    private Locator conversation() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Conversation"))
                .locator("> li");
    }

    /** The comment that Tidegate keeps up to date. */
    Locator summary() {
        return conversation().filter(new Locator.FilterOptions().setHas(environments()));
    }

    /** What was said in the conversation with these words, besides the summary. */
    Locator said(String words) {
        return conversation()
                .filter(new Locator.FilterOptions().setHasText(words).setHasNot(environments()));
    }

    private Locator environments() {
        return page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("Environment"));
    }

    /** The line of a check in the box from which one merges. */
    Locator check(String name) {
        return region("Checks and merging")
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    /** Fails where the pages did what they never should, apart from complaints that hold one of these words. */
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
