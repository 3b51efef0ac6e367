package io.tidegate.sandbox.terraform;

/** @param service whether this is the account behind a team token rather than a person */
record User(String id, String username, boolean service) {}
