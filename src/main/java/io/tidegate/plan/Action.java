package io.tidegate.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a plan does to one thing; Terraform writes it as a list of words, and these lists are all there are. */
public enum Action {
    NO_OP("no-op"),
    CREATE("create"),
    READ("read"),
    UPDATE("update"),
    DELETE("delete"),
    DELETE_CREATE("delete", "create"),
    CREATE_DELETE("create", "delete"),
    FORGET("forget"),
    CREATE_FORGET("create", "forget");

    private final List<String> words;

    Action(String... words) {
        this.words = List.of(words);
    }

    /** Terraform's own words, in its order. */
    public List<String> words() {
        return words;
    }

    /** Empty for a list that Terraform is not known to write: what it would do cannot be said, so nothing may follow. */
    public static Optional<Action> of(List<String> words) {
        return Arrays.stream(values()).filter(a -> a.words.equals(words)).findFirst();
    }

    public boolean creates() {
        return words.contains("create");
    }

    public boolean destroys() {
        return words.contains("delete");
    }

    public boolean forgets() {
        return words.contains("forget");
    }

    public boolean replaces() {
        return this == DELETE_CREATE || this == CREATE_DELETE;
    }
}
