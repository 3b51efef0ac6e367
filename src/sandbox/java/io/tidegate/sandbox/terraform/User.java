package io.tidegate.sandbox.terraform;

/** @param service whether this is the account behind a team token rather than a person */
record User(String id, String username, boolean service) {
    /** The resource type: a team's token acts for the team. */
    String kind() {
        return id.startsWith("team-") ? "teams" : "users";
    }
}
