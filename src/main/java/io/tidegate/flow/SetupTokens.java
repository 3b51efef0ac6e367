package io.tidegate.flow;

import java.time.Instant;

/** The one token that opens the setup. Only digests are kept. */
public interface SetupTokens {
    /** A new one; the old one is worth nothing any more. */
    void issue(byte[] token, Instant expires);

    /** Lets a browser that knows the token go on, and no other one. @return false where it is another one, old, or done */
    boolean begin(byte[] token, byte[] session, Instant now);

    /** Takes the one answer that the browser may bring. @return false where it may bring none */
    boolean take(byte[] session, Instant now);

    /** The App is registered: the token is worth nothing any more. */
    void finish();

    /** Whether there is a token that somebody could still use. */
    boolean open(Instant now);
}
