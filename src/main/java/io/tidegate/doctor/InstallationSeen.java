package io.tidegate.doctor;

import java.util.Map;

/** The App in one account. @param settings where its owner accepts permissions */
public record InstallationSeen(
        long id, String account, boolean suspended, Map<String, String> permissions, String settings) {
    public InstallationSeen {
        permissions = Map.copyOf(permissions);
    }
}
