package io.tidegate.flow;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.plan.DigestKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a run in its message so that Tidegate recognises it after an unknown outcome. A MAC of the effect: nobody else
 * can make a run that would be adopted.
 */
final class RunToken {
    private static final int LENGTH = 24;

    private RunToken() {}

    static String of(DigestKey key, ChangeId change, Effect effect) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
            byte[] digest = mac.doFinal(("run " + change + " " + effect.key()).getBytes(StandardCharsets.UTF_8));
            return "tidegate-" + HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
