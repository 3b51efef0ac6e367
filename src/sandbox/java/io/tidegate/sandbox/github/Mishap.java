package io.tidegate.sandbox.github;

import java.time.Duration;

/** What can happen to a webhook on its way. All of it happens with the real GitHub, or with whoever got hold of a delivery. */
public sealed interface Mishap {
    /** Never sent, but listed as failed, so that it can be asked for again. */
    record Lost() implements Mishap {}

    /** Sent twice under one GUID, as a redelivery is. */
    record Twice() implements Mishap {}

    /** Sent twice, the second time under a GUID of its own. */
    record TwiceUnderNewGuid() implements Mishap {}

    /** Sent under the GUID of the webhook before it: nothing but the body is signed. */
    record UnderOldGuid() implements Mishap {}

    /** Sent so much later, after what comes meanwhile. */
    record Late(Duration by) implements Mishap {}

    /** Kept until {@link Mail#release} is called. */
    record Held() implements Mishap {}

    /** Kept until all of them are there, and then sent in reverse order. */
    record Reversed() implements Mishap {}

    /** Signed with another secret. */
    record WronglySigned() implements Mishap {}

    /** Signed whole, and then only the first half of the body is sent. */
    record CutShort() implements Mishap {}

    /** As the journal names it, for example {@code twice-under-new-guid}. */
    default String word() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
    }
}
