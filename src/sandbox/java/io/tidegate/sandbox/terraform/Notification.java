package io.tidegate.sandbox.terraform;

import java.util.List;

/** A notification configuration of a workspace; its token signs what is sent and is never shown. */
record Notification(
        String id,
        Workspace workspace,
        String name,
        String url,
        String token,
        boolean enabled,
        List<String> triggers) {}
