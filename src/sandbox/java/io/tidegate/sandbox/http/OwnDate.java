package io.tidegate.sandbox.http;

import com.sun.net.httpserver.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@code Date} other than the machine's. The JDK's server sets that header when it is about to write the headers, and
 * only then looks whether one of them asks to close the connection: that is the moment to set it again. A test notices if
 * a later JDK does otherwise.
 */
final class OwnDate extends ArrayList<String> {
    private final transient Headers headers;
    private final String date;

    private OwnDate(Headers headers, String date) {
        super(List.of("keep-alive"));
        this.headers = headers;
        this.date = date;
    }

    static void set(Headers headers, String date) {
        headers.put("Connection", new OwnDate(headers, date));
    }

    @Override
    public Stream<String> stream() {
        headers.set("Date", date);
        return super.stream();
    }
}
