package io.tidegate.sandbox.terraform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A log that grows while a run is executed, framed by STX and ETX as HCP Terraform serves it. */
final class RunLog {
    private static final int STX = 2;
    private static final int ETX = 3;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean finished;

    RunLog() {
        bytes.write(STX);
    }

    synchronized void append(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        bytes.write(encoded, 0, encoded.length);
    }

    synchronized void finish() {
        if (!finished) {
            finished = true;
            bytes.write(ETX);
        }
    }

    /** The text without its frame. */
    synchronized String text() {
        byte[] all = bytes.toByteArray();
        return new String(all, 1, all.length - (finished ? 2 : 1), StandardCharsets.UTF_8);
    }

    synchronized byte[] slice(int offset, int limit) {
        byte[] all = bytes.toByteArray();
        int from = Math.clamp(offset, 0, all.length);
        return Arrays.copyOfRange(all, from, (int) Math.min((long) from + Math.max(limit, 0), all.length));
    }
}
