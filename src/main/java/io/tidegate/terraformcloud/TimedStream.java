package io.tidegate.terraformcloud;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A stream that is closed under its reader when it takes too long: the HTTP client has no time-out for a body. */
final class TimedStream extends FilterInputStream {
    private final Thread watch;

    TimedStream(InputStream in, Duration most) {
        super(in);
        watch = Thread.ofVirtual().name("transfer-timeout").start(() -> {
            try {
                Thread.sleep(most);
                in.close();
            } catch (InterruptedException finished) {
                Thread.currentThread().interrupt();
            } catch (IOException closing) {
                // The reader sees the closed stream, and reports that.
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
