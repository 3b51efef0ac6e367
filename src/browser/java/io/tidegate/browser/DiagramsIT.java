package io.tidegate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.tidegate.sandbox.contract.NodePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The diagrams of the pages, drawn by what draws them on GitHub. */
class DiagramsIT {
    private static final Pattern DIAGRAM = Pattern.compile("(?ms)^```mermaid\n(.*?)^```");
    /** The size of what was drawn, or why nothing was. */
    private static final String DRAW = """
            async ([name, text]) => {
                try {
                    const { svg } = await mermaid.render(name, text);
                    document.body.innerHTML = svg;
                    const box = document.querySelector('svg').getBoundingClientRect();
                    return box.width > 50 && box.height > 50 ? '' : 'drawn as nothing';
                } catch (failure) {
                    return String(failure.message ?? failure);
                }
            }""";

    private record Diagram(Path page, int number, String text) {}

    @Test
    void every_diagram_is_drawn_and_a_wrong_one_is_not() throws IOException {
        Path mermaid = NodePackages.home().resolve("node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js");
        List<Diagram> diagrams = diagrams();
        assertThat(diagrams).hasSizeGreaterThan(10);
        try (BrowserContext context = Browsers.one().newContext()) {
            Page page = context.newPage();
            page.setContent("<!doctype html><body></body>");
            page.addScriptTag(new Page.AddScriptTagOptions().setContent(Files.readString(mermaid)));
            page.evaluate("mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })");
            assertThat(page.evaluate(DRAW, List.of("wrong", "flowchart TD\n  a --> [b")))
                    .as("what cannot be drawn")
                    .isNotEqualTo("");
            for (Diagram diagram : diagrams) {
                assertThat(page.evaluate(DRAW, List.of("d" + diagram.number(), diagram.text())))
                        .as("%s, diagram %d%n%s", diagram.page(), diagram.number(), diagram.text())
                        .isEqualTo("");
            }
        }
    }

    private static List<Diagram> diagrams() throws IOException {
        List<Diagram> diagrams = new ArrayList<>();
        try (Stream<Path> pages = Stream.concat(Stream.of(Path.of("README.md")), Files.walk(Path.of("docs")))) {
            for (Path page : pages.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                DIAGRAM.matcher(Files.readString(page))
                        .results()
                        .forEach(found -> diagrams.add(new Diagram(page, diagrams.size() + 1, found.group(1))));
            }
        }
        return diagrams;
    }
}
