package io.tidegate.sandbox.github;

/**
 * One delivery on its way to the courier.
 *
 * @param mishap what happened to it, as the journal names it; empty when nothing did
 */
record Posting(HookDelivery delivery, Damage damage, String mishap) {
    /** What is wrong with the request itself. */
    enum Damage {
        NONE,
        LOST,
        WRONGLY_SIGNED,
        CUT_SHORT
    }

    static Posting whole(HookDelivery delivery) {
        return new Posting(delivery, Damage.NONE, "");
    }

    static Posting after(Mishap mishap, HookDelivery delivery) {
        Damage damage = switch (mishap) {
            case Mishap.Lost m -> Damage.LOST;
            case Mishap.WronglySigned m -> Damage.WRONGLY_SIGNED;
            case Mishap.CutShort m -> Damage.CUT_SHORT;
            case Mishap.Twice m -> Damage.NONE;
            case Mishap.TwiceUnderNewGuid m -> Damage.NONE;
            case Mishap.UnderOldGuid m -> Damage.NONE;
            case Mishap.Late m -> Damage.NONE;
            case Mishap.Held m -> Damage.NONE;
            case Mishap.Reversed m -> Damage.NONE;
        };
        return new Posting(delivery, damage, mishap.word());
    }
}
