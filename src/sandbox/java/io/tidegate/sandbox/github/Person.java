package io.tidegate.sandbox.github;

/**
 * An account.
 *
 * @param type {@code User}, {@code Bot} or {@code Organization}
 */
public record Person(long id, String login, String type) {
    String email() {
        return id + "+" + login + "@users.noreply.github.com";
    }
}
