package io.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.page.PlayPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Tidegate writes as people see it: every agreed text, among them the hostile ones, as a comment on the sandbox's page. */
class RenderedIT {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String HOSTILE = "@lee and #1 and https://evil.example/ ![x](https://evil.example/x.png)\n\n"
            + "- [x] done\n\n# heading\n\n| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n\n<details><summary>x</summary>\n\n"
            + "<sub>swallowed</sub>\n";

    @Test
    void no_link_picture_mention_cell_task_or_heading_comes_from_a_plan() {
        List<Path> texts = texts();
        try (Sandbox sandbox = new Sandbox(0, 0);
                PlayPage play = new PlayPage(sandbox, 0, Optional.empty());
                BrowserContext context = Browsers.one().newContext()) {
            int number = sandbox.repository()
                    .openPullRequest(sandbox.author(), "texts", "Texts", Map.of("README.md", "changed"));
            for (Path text : texts) {
                sandbox.repository().comment(sandbox.reviewer(), number, read(text));
            }
            sandbox.repository().comment(sandbox.reviewer(), number, HOSTILE);
            Page page = context.newPage();
            page.navigate(play.url() + "/pull/" + number);
            List<Locator> all = page.locator("li.comment .markdown").all();
            assertThat(all.size())
                    .as("the description, the texts, the one not escaped")
                    .isEqualTo(texts.size() + 2);
            List<Locator> shown = all.subList(1, all.size());
            for (int i = 0; i < texts.size(); i++) {
                // Answers call by name whom they answer; the living comment calls nobody.
                boolean answer = texts.get(i).getFileName().toString().startsWith("answer-");
                assertThat(foreign(shown.get(i)))
                        .filteredOn(found -> !found.startsWith("heading tidegate")
                                && !(answer && found.matches("mention @(lee|ann)")))
                        .as(texts.get(i).toString())
                        .isEmpty();
            }
            assertThat(foreign(shown.getLast()))
                    .as("what is not escaped is found")
                    .contains(
                            "link https://evil.example/",
                            "mention @lee",
                            "link /pull/1",
                            "a row of 4 cells",
                            "a task",
                            "heading heading",
                            "a picture",
                            "the end is folded away");
        }
    }

    /** Everything in a rendered text that Tidegate itself does not write. */
    private static List<String> foreign(Locator text) {
        List<String> found = new ArrayList<>();
        for (Locator link : text.locator("a").all()) {
            String address = String.valueOf(link.getAttribute("href"));
            if (!address.startsWith("https://hcp.example/")) {
                found.add("link " + address);
            }
        }
        text.locator(".mention").allTextContents().forEach(name -> found.add("mention " + name));
        for (Locator row : text.locator("tr").all()) {
            int cells = row.locator("td, th").count();
            if (cells > 3) {
                found.add("a row of " + cells + " cells");
            }
        }
        if (text.locator("input").count() > 0) {
            found.add("a task");
        }
        if (text.locator("img, .picture, iframe, script, style, svg image").count() > 0) {
            found.add("a picture");
        }
        text.locator("h1, h2, h4, h5, h6").allTextContents().forEach(heading -> found.add("heading " + heading));
        Locator end = text.locator("sub");
        if (end.count() > 0 && end.last().locator("xpath=ancestor::details").count() > 0) {
            found.add("the end is folded away");
        }
        return found;
    }

    private static List<Path> texts() {
        try (var files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
