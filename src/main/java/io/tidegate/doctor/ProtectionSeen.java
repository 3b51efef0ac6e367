package io.tidegate.doctor;

import java.util.List;

/** Which checks the default branch of a repository requires. */
public record ProtectionSeen(String repository, String branch, List<Required> required) {
    public ProtectionSeen {
        required = List.copyOf(required);
    }

    /** @param app that has to report it; 0 for anybody */
    public record Required(String name, long app) {}
}
