package io.tidegate.terraformcloud;

import io.tidegate.plan.Diagnostics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads the log of a plan or an apply for what Terraform reports in it; the rest is kept nowhere. */
final class RunLog {
    private static final int CHUNK = 1 << 18;
    private static final int MOST_CHUNKS = 32;
    private static final int LONGEST_LINE = 1 << 16;
    private static final char END = 3; // ETX, after which nothing follows.
    private final HcpClient client;

    RunLog(HcpClient client) {
        this.client = client;
    }

    Diagnostics read(String address) {
        LogDiagnostics diagnostics = new LogDiagnostics();
        read(address, diagnostics::line);
        return diagnostics.found();
    }

    /** Line by line, as far as it goes by now. */
    void read(String address, Consumer<String> line) {
        String doing = "read the log of a run";
        SignedAddress log = SignedAddress.of(address, client.base(), doing);
        StringBuilder rest = new StringBuilder();
        long offset = 0;
        for (int i = 0; i < MOST_CHUNKS; i++) {
            byte[] chunk = chunk(log.with("limit=" + CHUNK + "&offset=" + offset), doing);
            offset += chunk.length;
            rest.append(new String(chunk, StandardCharsets.UTF_8));
            takeLines(rest, line);
            if (chunk.length == 0 || rest.indexOf(String.valueOf(END)) >= 0) {
                break;
            }
        }
        rest.append('\n');
        takeLines(rest, line);
    }

    private byte[] chunk(SignedAddress address, String doing) {
        try (InputStream in = client.download(address, "log", doing)) {
            return in.readNBytes(CHUNK);
        } catch (IOException failed) {
            throw Failures.of(doing, failed);
        }
    }

    private static void takeLines(StringBuilder text, Consumer<String> line) {
        int from = 0;
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
            // STX begins a log, before its first line.
            int begin = from < end && text.charAt(from) == 2 ? from + 1 : from;
            line.accept(text.substring(begin, Math.min(end, begin + LONGEST_LINE)));
            from = end + 1;
        }
        text.delete(0, from);
    }
}
