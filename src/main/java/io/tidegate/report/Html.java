package io.tidegate.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Pages that Tidegate serves itself: they run no script, load nothing, and text becomes HTML here alone. */
public final class Html {
    private static final String STYLE = """
            :root{color-scheme:light dark;--text:#1f2328;--back:#fff;--line:#d0d7de;--quiet:#57606a;
            --problem:#b3261e;--warning:#7a4b00;--ok:#116329;--link:#0550ae}
            @media(prefers-color-scheme:dark){:root{--text:#e6edf3;--back:#0d1117;--line:#30363d;--quiet:#9198a1;
            --problem:#ff7b72;--warning:#e3b341;--ok:#56d364;--link:#79c0ff}}
            body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);margin:0;overflow-wrap:anywhere}
            main{max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.1rem}a{color:var(--link)}
            table{border-collapse:collapse;width:100%}
            th,td{border-top:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
            td:first-child{white-space:nowrap}
            .problem{color:var(--problem);font-weight:600}.warning{color:var(--warning);font-weight:600}
            .unknown{color:var(--quiet);font-weight:600}.ok{color:var(--ok);font-weight:600}
            .subject{display:block;font-weight:600}.remedy{display:block;color:var(--quiet)}
            code{font:.9em ui-monospace,monospace}
            textarea{width:100%;box-sizing:border-box;font:13px ui-monospace,monospace;padding:.5rem .5rem 0}
            input,button{font:inherit;padding:.3rem .6rem;margin:.3rem .3rem .3rem 0;max-width:100%;box-sizing:border-box}
            """;

    /** For a {@code Content-Security-Policy}: the one style of these pages, and nothing else. */
    public static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'; frame-ancestors 'none'; base-uri 'none'";

    private Html() {}

    /** @param body HTML, whose texts are {@link #escaped} */
    public static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\"><title>" + escaped(title)
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
