package io.tidegate.sandbox.page;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A comment's Markdown as GitHub shows it: line breaks are kept, tables, alerts, tasks, coloured diffs,
 * people and numbers marked, some HTML. Nothing in
 * it can act: other HTML is text, links lead to the web only, and pictures are links, since the page loads nothing.
 */
final class CommentMarkdown {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(TABLES)
            .customDelimiterProcessor(new Strikethrough.Tildes())
            .build();

    private CommentMarkdown() {}

    static Html render(String markdown) {
        return render(markdown, Words.PLAIN);
    }

    static Html render(String markdown, Words words) {
        Node document = PARSER.parse(markdown);
        AllowedHtml allowed = new AllowedHtml();
        String html = HtmlRenderer.builder()
                .extensions(TABLES)
                .nodeRendererFactory(context -> new GitHubNodes(context, allowed, words))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (tag.equals("a")) {
                        attributes.putAll(Map.of("rel", "nofollow noopener noreferrer"));
                    }
                })
                .softbreak("<br>\n")
                .sanitizeUrls(true)
                // Unless told, data: is let through as well.
                .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
                .build()
                .render(document);
        // The renderer's own tags: those of a comment have been escaped or removed.
        String scrolling =
                html.replace("<table>", "<div class=\"scroll\"><table>").replace("</table>", "</table></div>");
        return new Html(scrolling + allowed.end());
    }
}
