package io.tidegate.flow;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What belongs together: a webhook, what is decided because of it, what is done because of that, and so on. The id has the
 * form of a trace's id in the W3C's and OpenTelemetry's sense.
 */
public record Trace(UUID id) {
    /** For which trace the present thread works. */
    public static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

    /** Of what arrived from outside: whoever knows the webhook's GUID can tell it. */
    public static Trace of(String source, String id) {
        return new Trace(UUID.nameUUIDFromBytes((source + "/" + id).getBytes(StandardCharsets.UTF_8)));
    }

    public static Optional<Trace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The id of its first span: 16 lower-case hexadecimal digits, never all zero. */
    public String root() {
        return HexFormat.of().toHexDigits(id.getLeastSignificantBits());
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }
}
