package io.tidegate.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
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
                .replaceAll("<svg class=\"icon [^>]*>(<(path|circle) [^>]*/>)*</svg>", "")
                .replaceAll("<(span|div|p) class=\"(picture|scroll|d-[a-z]+|alert[a-z -]*)\">|</(span|div)>", "");
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
                        "<div class=\"alert alert-caution\"><p class=\"alert-title\"><svg",
                        "</svg>Caution</p>",
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

    @Test
    void people_and_pull_requests_are_marked_where_they_exist_and_only_in_plain_text() {
        Words words = new Words(Set.of("kim", "acme/platform"), 12);
        String html = CommentMarkdown.render(
                        "@kim @acme/platform @nobody #12 #13 a@kim `@kim #12` <code>@kim</code> [@kim](https://a.example)",
                        words)
                .source();
        assertThat(html)
                .contains(
                        "<span class=\"mention\">@kim</span> <span class=\"mention\">@acme/platform</span> @nobody",
                        "<a href=\"/pull/12\">#12</a> #13 a@kim <code>@kim #12</code> <code>@kim</code>",
                        ">@kim</a>");
    }

    @Test
    void addresses_become_links_without_the_end_of_the_sentence() {
        assertThat(html("See https://app.example/r/1_a?b=c&d, or (https://x.example)."))
                .contains(
                        "href=\"https://app.example/r/1_a?b=c&amp;d\">https://app.example/r/1_a?b=c&amp;d</a>, or (",
                        "href=\"https://x.example\">https://x.example</a>).");
        assertThat(html("https://x.example/\"onmouseover=alert(1)")).doesNotContain("\"onmouse");
    }

    @Test
    void tasks_have_boxes_and_tildes_strike_through() {
        assertThat(html("- [x] done\n- [ ] open\n- [no] box"))
                .contains(
                        "<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"done\" checked> done</li>",
                        "disabled aria-label=\"to do\"> open</li>",
                        "<li>[no] box</li>");
        assertThat(html("~~gone~~ and ~1 ~2")).contains("<del>gone</del> and ~1 ~2");
    }

    private static String html(String markdown) {
        return CommentMarkdown.render(markdown).source();
    }
}
