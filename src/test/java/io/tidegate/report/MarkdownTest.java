package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

    @ParameterizedTest(name = "[{index}]")
    @ValueSource(
            strings = {
                "@octocat and @acme/platform",
                "#1 and acme/repo#2 and GH-3 and gh-4",
                "https://evil.example/x www.evil.example ftp://evil.example a@evil.example",
                ":tada: :+1:",
                "<img src=x onerror=1></details><script>alert(1)</script><!-- tidegate:summary -->",
                "![x](http://evil.example/x.png) [y](javascript:alert(1)) [z]: http://evil.example",
                "```\n### not a heading\n~~~\n> quote\n- item\n1. item\n---\n===",
                "a | b | c `|` \\| \\`x",
                "*bold* _em_ ~~strike~~ **b** $x^2$ `code`",
                "\u202Egnp.exe\u2066 zero\u200Bwidth\uFEFF\u00AD \uDB40\uDC41 a\u0000b\u001B[31m \r\n",
                "4c1f9e2 88d0b1a4c1f9e288d0b1a4c1f9e288d0b1a4c1f",
                "`",
                "``",
                " ` `` ``` ",
                "",
                "   ",
                "&#64;octocat &amp; &lt;b&gt;"
            })
    void a_hostile_text_does_nothing_but_show(String raw) {
        String text = HTML.render(PARSER.parse("A " + Markdown.text(raw) + " z"));
        assertThat(withoutBreaks(text)).startsWith("<p>A ").endsWith(" z</p>\n").doesNotContain("\n\n");
        assertNothingHappens(text);
        String lineStart = HTML.render(PARSER.parse(Markdown.text(raw)));
        assertThat(lineStart)
                .doesNotContain("<h", "<ul", "<ol", "<hr", "<blockquote", "<pre", "<code", "<em", "<strong");

        String row = HTML.render(PARSER.parse(
                "| a | b |\n|---|---|\n| " + Markdown.cell(raw) + " | " + Markdown.cellCode(raw) + " |\n"));
        assertThat(row.split("<td", -1)).hasSize(3);
        assertThat(row.split("<tr", -1)).hasSize(3);

        String code = HTML.render(PARSER.parse("A " + Markdown.code(raw) + " z"));
        assertThat(code).matches("(?s)<p>A (<code>[^<]*</code>|``?) z</p>\n");

        String fence = HTML.render(PARSER.parse(Markdown.fence("diff", "+ " + Markdown.fenced(raw)) + "after"));
        assertThat(fence).matches("(?s)<pre><code class=\"language-diff\">[^<]*</code></pre>\n<p>after</p>\n");

        String html = Markdown.html(raw);
        assertThat(withoutBreaks(html)).doesNotContain("<", ">", "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "https://x/a)b", "http://a b", "https://x/`", "//x", "https://x/\n#"})
    void an_address_that_is_not_plain_is_no_link(String address) {
        assertThat(HTML.render(PARSER.parse(Markdown.link("x", address)))).isEqualTo("<p>x</p>\n");
    }

    @Test
    void ordinary_texts_show_as_they_are() {
        for (String raw :
                List.of("-/+1 ~2", "app_pool", "1 approval, stage, typed confirmation", "a*b_c (d) [e]", "50%")) {
            assertThat(shown(Markdown.text(raw))).isEqualTo(raw);
            assertThat(shown(Markdown.code(raw))).isEqualTo("\"" + raw + "\"");
        }
        assertThat(HTML.render(PARSER.parse(Markdown.link("-/+1 ~2", "https://app.terraform.io/app/o_1/runs/run-1"))))
                .isEqualTo("<p><a href=\"https://app.terraform.io/app/o%5F1/runs/run-1\">-/+1 ~2</a></p>\n");
    }

    /** What GitHub would do to the finished text: each of these must be broken or gone. */
    private static void assertNothingHappens(String html) {
        assertThat(html)
                .doesNotContain("<a ", "<img", "<code", "<em", "<strong", "<script", "</details")
                .doesNotContainPattern("@[A-Za-z]")
                .doesNotContainPattern("#\\d")
                .doesNotContainPattern("(?i)gh-\\d")
                .doesNotContainPattern("(?i)www\\.")
                .doesNotContainPattern(":[a-z0-9+]")
                .doesNotContain("://")
                .doesNotContainPattern("(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])")
                .doesNotContainPattern(
                        "[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF\\u00AD\\x00-\\x09\\x0B-\\x1F]");
    }

    private static String withoutBreaks(String html) {
        return html.replace("<!-- -->", "").replace("<span>$</span>", "$");
    }

    private static String shown(String markdown) {
        return TextContentRenderer.builder().build().render(PARSER.parse(markdown));
    }
}
