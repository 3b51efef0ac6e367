package io.tidegate.gate;

/** Somebody on GitHub. Identity is the numeric id: logins can be given up and taken by others. */
public record Actor(long id, String login, boolean bot) {
    public boolean is(Actor other) {
        return id == other.id;
    }
}
