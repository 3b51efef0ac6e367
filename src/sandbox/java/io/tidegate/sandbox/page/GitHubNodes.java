package io.tidegate.sandbox.page;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** What GitHub renders otherwise than plain CommonMark, and what must not be rendered at all. */
final class GitHubNodes implements NodeRenderer {
    private static final Pattern ALERT = Pattern.compile("\\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)]");
    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final AllowedHtml allowed;

    private final Words words;

    GitHubNodes(HtmlNodeRendererContext context, AllowedHtml allowed, Words words) {
        this.context = context;
        this.html = context.getWriter();
        this.allowed = allowed;
        this.words = words;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                BlockQuote.class,
                FencedCodeBlock.class,
                HtmlBlock.class,
                HtmlInline.class,
                Image.class,
                ListItem.class,
                Strikethrough.class,
                Text.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case BlockQuote quote -> quote(quote);
            case FencedCodeBlock block -> code(block);
            case HtmlBlock block -> {
                html.line();
                html.raw(allowed.clean(block.getLiteral()));
                html.line();
            }
            case HtmlInline inline -> html.raw(allowed.clean(inline.getLiteral()));
            case Image image -> image(image);
            case ListItem item -> item(item);
            case Strikethrough struck -> {
                html.tag("del");
                children(struck);
                html.tag("/del");
            }
            case Text text -> text(text);
            default -> throw new IllegalStateException("not one of getNodeTypes: " + node);
        }
    }

    private void quote(BlockQuote quote) {
        String kind = alert(quote);
        html.line();
        if (kind.isEmpty()) {
            html.tag("blockquote");
        } else {
            String name = kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT);
            html.tag("div", Map.of("class", "alert alert-" + kind.toLowerCase(Locale.ROOT)));
            html.raw("<p class=\"alert-title\">" + icon(kind).html().source() + name + "</p>");
        }
        children(quote);
        html.tag(kind.isEmpty() ? "/blockquote" : "/div");
        html.line();
    }

    private static Icon icon(String kind) {
        return switch (kind) {
            case "TIP" -> Icon.BULB;
            case "IMPORTANT" -> Icon.REMARK;
            case "WARNING" -> Icon.WARNING;
            case "CAUTION" -> Icon.STOP;
            default -> Icon.INFO;
        };
    }

    /** The alert's kind, whose mark is then taken away; empty for an ordinary quotation. */
    private static String alert(BlockQuote quote) {
        if (quote.getFirstChild() instanceof Paragraph paragraph && paragraph.getFirstChild() instanceof Text text) {
            Matcher mark = ALERT.matcher(text.getLiteral().strip());
            Node next = text.getNext();
            if (mark.matches() && (next == null || next instanceof SoftLineBreak)) {
                text.unlink();
                if (next != null) {
                    next.unlink();
                }
                return mark.group(1);
            }
        }
        return "";
    }

    private void code(FencedCodeBlock block) {
        html.line();
        html.tag("pre");
        html.tag("code");
        if ("diff".equals(block.getInfo())) {
            block.getLiteral().lines().forEach(line -> html.raw(diffLine(line)));
        } else {
            html.text(block.getLiteral());
        }
        html.tag("/code");
        html.tag("/pre");
        html.line();
    }

    /** One line of a diff in the colour that GitHub gives it. */
    static String diffLine(String line) {
        String kind = line.isEmpty()
                ? ""
                : switch (line.charAt(0)) {
                    case '+' -> "add";
                    case '-' -> "del";
                    case '!' -> "change";
                    case '@' -> "hunk";
                    default -> "";
                };
        String text = Html.escaped(line) + "\n";
        return kind.isEmpty() ? text : "<span class=\"d-" + kind + "\">" + text + "</span>";
    }

    private void text(Text text) {
        boolean plain = allowed.isOpen("code") || allowed.isOpen("kbd");
        for (Node around = text.getParent(); around != null && !plain; around = around.getParent()) {
            plain = around instanceof Link;
        }
        html.raw(plain ? Html.escaped(text.getLiteral()) : words.marked(text.getLiteral()));
    }

    /** A list's item; one that begins with a box is a task. */
    private void item(ListItem item) {
        html.line();
        if (item.getFirstChild() instanceof Paragraph paragraph
                && paragraph.getFirstChild() instanceof Text text
                && text.getLiteral().matches("(?s)\\[[ xX]] .*")) {
            boolean done = text.getLiteral().charAt(1) != ' ';
            text.setLiteral(text.getLiteral().substring(4));
            html.raw("<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"" + (done ? "done" : "to do")
                    + (done ? "\" checked> " : "\"> "));
        } else {
            html.tag("li");
        }
        children(item);
        html.tag("/li");
        html.line();
    }

    private void image(Image image) {
        html.raw("<span class=\"picture\">");
        html.text("picture: ");
        children(image);
        html.raw("</span>");
    }

    private void children(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }
}
