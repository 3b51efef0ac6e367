package io.tidegate.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Pages that Tidegate serves itself: they run no script, load nothing, and text becomes HTML here alone. */
public final class Html {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;color:#1f2328;background:#fff;margin:0}
            main{max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.1rem}
            table{border-collapse:collapse;width:100%}
            td{border-top:1px solid #d0d7de;padding:.4rem .6rem;vertical-align:top;overflow-wrap:anywhere}
            td:first-child{white-space:nowrap}
            .problem{color:#b3261e;font-weight:600}.warning{color:#7a4b00;font-weight:600}
            .unknown{color:#57606a;font-weight:600}.ok{color:#116329;font-weight:600}
            .remedy{display:block;color:#57606a}
            textarea{width:100%;box-sizing:border-box;font:13px ui-monospace,monospace}
            input,button{font:inherit;padding:.3rem .6rem;margin:.3rem .3rem .3rem 0}
            """;

    /** For a {@code Content-Security-Policy}: the one style of these pages, and nothing else. */
    public static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'; frame-ancestors 'none'; base-uri 'none'";

    private Html() {}

    /** @param body HTML, whose texts are {@link #escaped} */
    public static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(title)
                + " · Tidegate</title><style>" + STYLE + "</style></head><body><main><h1>" + escaped(title) + "</h1>"
                + body + "</main></body></html>\n";
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** One line on which nothing is invisible or rearranges what is beside it, for what others have named. */
    public static String line(String text) {
        return escaped(Visible.line(text));
    }

    private static String digest(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
