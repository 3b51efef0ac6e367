package io.tidegate.change;

/** How a confirmation ended. */
public enum Confirmation {
    /** HCP Terraform took it. */
    SENT,
    /** The evidence was too old when it was about to be sent: nothing was sent. */
    LATE,
    /** HCP Terraform said that the run does not wait for a confirmation; its status tells the rest. */
    CONFLICT
}
