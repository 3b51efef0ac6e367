package io.tidegate.sandbox.page;

import java.util.Locale;

/** Line drawings of 16 by 16. They only repeat what words beside them say, so nothing reads them aloud. */
enum Icon {
    CHECK("<path d=\"M3 8.5l3.2 3.2L13 4.8\"/>"),
    CROSS("<path d=\"M4 4l8 8M12 4l-8 8\"/>"),
    DOT("<circle cx=\"8\" cy=\"8\" r=\"3.5\" class=\"full\"/>"),
    SQUARE("<path d=\"M4.5 4.5h7v7h-7z\" class=\"full\"/>"),
    SLASHED("<circle cx=\"8\" cy=\"8\" r=\"5.8\"/><path d=\"M4 12l8-8\"/>"),
    STOP("<path d=\"M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3zM8 4.8v4M8 11v.3\"/>"),
    WARNING("<path d=\"M8 2.2l6.2 11.3H1.8zM8 6.3v3.6M8 11.5v.3\"/>"),
    INFO("<circle cx=\"8\" cy=\"8\" r=\"6.2\"/><path d=\"M8 7.4v3.8M8 4.8v.3\"/>"),
    BULB("<path d=\"M8 1.8a4.2 4.2 0 0 0-2.4 7.6c.5.4.7.9.7 1.5v.6h3.4v-.6c0-.6.2-1.1.7-1.5A4.2 4.2 0 0 0 8 1.8z"
            + "M6.5 13.8h3\"/>"),
    SPEECH("<path d=\"M2 3h12v8H8.5l-3 2.8V11H2z\"/>"),
    REMARK("<path d=\"M2 3h12v8H8.5l-3 2.8V11H2zM8 5v2.5M8 9v.3\"/>"),
    COMMIT("<circle cx=\"8\" cy=\"8\" r=\"2.8\"/><path d=\"M1 8h4.2M10.8 8H15\"/>"),
    PULL("<circle cx=\"4\" cy=\"3.5\" r=\"1.7\"/><circle cx=\"4\" cy=\"12.5\" r=\"1.7\"/>"
            + "<circle cx=\"12\" cy=\"12.5\" r=\"1.7\"/>"
            + "<path d=\"M4 5.2v5.6M12 10.8V7a3 3 0 0 0-3-3H7.5M9.3 2l-2 2 2 2\"/>"),
    MERGE("<circle cx=\"4\" cy=\"3.5\" r=\"1.7\"/><circle cx=\"4\" cy=\"12.5\" r=\"1.7\"/>"
            + "<circle cx=\"12\" cy=\"8.5\" r=\"1.7\"/><path d=\"M4 5.2v5.6M4 5.2c.5 2.5 3 3.3 6.3 3.3\"/>"),
    BRANCH("<circle cx=\"4\" cy=\"3.5\" r=\"1.7\"/><circle cx=\"4\" cy=\"12.5\" r=\"1.7\"/>"
            + "<circle cx=\"12\" cy=\"4.5\" r=\"1.7\"/><path d=\"M4 5.2v5.6M12 6.2c0 2.5-4 2.3-7.4 3.4\"/>"),
    EYE("<path d=\"M1.5 8s2.4-4.3 6.5-4.3S14.5 8 14.5 8 12.1 12.3 8 12.3 1.5 8 1.5 8z\"/>"
            + "<circle cx=\"8\" cy=\"8\" r=\"1.9\"/>"),
    PENCIL("<path d=\"M3 13l.7-2.9 7.4-7.4 2.2 2.2-7.4 7.4zM9.7 4.1l2.2 2.2\"/>"),
    TRASH("<path d=\"M3 4.5h10M6.3 4.5V3h3.4v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5\"/>"),
    LIFT("<path d=\"M8 13.5V5M4.5 8.5L8 5l3.5 3.5M3 2.5h10\"/>"),
    LOCK("<path d=\"M4 7.5h8v6H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2\"/>");

    private final Html drawing;

    Icon(String shapes) {
        this.drawing = new Html("<svg class=\"icon i-" + name().toLowerCase(Locale.ROOT)
                + "\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\">" + shapes + "</svg>");
    }

    Html html() {
        return drawing;
    }
}
