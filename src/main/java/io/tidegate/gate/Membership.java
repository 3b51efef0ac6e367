package io.tidegate.gate;

/** Whether somebody is in a team. */
public enum Membership {
    /** An active member, of the team itself or of one below it. */
    ACTIVE,
    /** No member, or one who has not accepted the invitation; or there is no such team. */
    NONE,
    /** GitHub does not let the App see it: it lacks the permission Members (read). */
    UNREADABLE
}
