package io.tidegate.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentMarkdownTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "text <script src=//evil.example>",
                "<img src=x onerror=alert(1)>",
                "<b onclick=alert(1)>b</b>",
                "<details ontoggle=alert(1) open>x</details>",
                "<details open ontoggle=alert(1)>x</details>",
                "<svg/onload=alert(1)>",
                "<iframe src=javascript:alert(1)></iframe>",
                "<!-- --!><script>alert(1)</script> -->",
                "<!--><script>alert(1)</script>",
                "<style>body{display:none}</style>",
                "<form action=/clock><button>x</button></form>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "```diff\n+<script>alert(1)</script>\n```",
                "```\n</code></pre><script>alert(1)</script>\n```",
                "| a |\n|---|\n| <script>alert(1)</script> |",
                "> [!CAUTION]\n> <script>alert(1)</script>",
                "<summary><script>alert(1)</script></summary>",
                "`<script>`",
                "![<script>alert(1)</script>](https://evil.example/x.png)"
            })
    void no_markup_of_a_hostile_comment_survives(String comment) {
        String withoutOurs = html(comment)
                .replaceAll("</?(p|b|code|pre|details|summary|table|thead|tbody|tr|th|td|blockquote)>", "")
                .replaceAll("<details open>", "")
                .replaceAll("<(span|div|p) class=\"(picture|d-[a-z]+|alert[a-z -]*)\">|</(span|div)>", "");
        assertThat(withoutOurs).doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[x](javascript:alert(1))", "[x](data:text/html,a)", "[x](vbscript:a)", "<javascript:alert(1)>"})
    void a_link_that_leads_elsewhere_than_the_web_leads_nowhere(String comment) {
        assertThat(html(comment)).contains("href=\"\"").doesNotContain("href=\"javascript", "href=\"data", "href=\"vb");
    }

    @Test
    void a_link_and_a_picture_load_and_reveal_nothing() {
        assertThat(html("[run](https://app.example/r/1) ![pic](https://evil.example/x.png)"))
                .contains("href=\"https://app.example/r/1\"", "rel=\"nofollow noopener noreferrer\"", "picture: pic")
                .doesNotContain("<img", "evil.example");
    }

    @Test
    void an_alert_has_its_kind_and_a_quotation_stays_one() {
        assertThat(html("> [!CAUTION]\n> **prod** is destroyed"))
                .contains(
                        "<div class=\"alert alert-caution\"><p class=\"alert-title\">Caution</p>",
                        "<strong>prod</strong>")
                .doesNotContain("[!", "<blockquote");
        assertThat(html("> [!CAUTION] of a kind")).contains("<blockquote>").doesNotContain("alert");
    }

    @Test
    void a_diff_is_coloured_line_by_line() {
        assertThat(html("```diff\n+   a\n-/+ b\n!   c\n    d\n@@ 1 @@\n```"))
                .contains(
                        "<span class=\"d-add\">+   a\n</span>",
                        "<span class=\"d-del\">-/+ b\n</span>",
                        "<span class=\"d-change\">!   c\n</span>",
                        "    d\n<span class=\"d-hunk\">@@");
    }

    @Test
    void tables_and_folded_blocks_are_shown_and_comments_are_not() {
        String html = html("""
                <!-- tidegate:summary -->
                ### 1 environment

                | Environment | Plan |
                |---|---|
                | ✅ **dev** | ~1 |

                <details><summary><b>dev</b>: 1 updated · plan <code>9f3c</code></summary>

                inside
                </details>

                <sub>`4c1f9e2` on main&#58;<!-- -->x</sub>
                """);
        assertThat(html)
                .contains("<h3>1 environment</h3>", "<td>✅ <strong>dev</strong></td>")
                .contains("<details><summary><b>dev</b>: 1 updated · plan <code>9f3c</code></summary>")
                .contains("<p>inside</p>", "<sub><code>4c1f9e2</code> on main:x</sub>")
                .doesNotContain("tidegate:summary", "<!--");
    }

    @Test
    void what_a_comment_leaves_open_ends_with_it_and_it_closes_nothing_outside() {
        assertThat(html("<details><summary>x\n\n<b>bold").strip()).endsWith("</b></summary></details>");
        assertThat(html("</details></b></div>")).doesNotContain("</details>", "</b>", "</div>");
    }

    private static String html(String markdown) {
        return CommentMarkdown.render(markdown).source();
    }
}
