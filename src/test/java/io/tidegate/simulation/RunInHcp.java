package io.tidegate.simulation;

import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A run as HCP Terraform keeps it. */
final class RunInHcp {
    final RunId id;
    final String environment;
    final RunKind kind;
    /** Whose files it plans; empty for one that a person started there. */
    final String commit;

    final String token;
    final int pull;
    /** Path to content. */
    final SortedMap<String, String> files;

    String status = "pending";
    /** What it would change: path to content before and after. */
    @Nullable
    SortedMap<String, Change> plan;

    /** How often Tidegate's own confirmation was taken. */
    int confirmations;

    @Nullable
    String confirmedBy;

    @Nullable
    Instant confirmedAt;

    record Change(@Nullable String from, String to) {
        /** As an address; the same change has the same. */
        String address(String path) {
            return "terraform_data.c" + Git.sha(path + from + to).substring(0, 10);
        }
    }

    RunInHcp(
            RunId id,
            String environment,
            RunKind kind,
            String commit,
            String token,
            int pull,
            SortedMap<String, String> files) {
        this.id = id;
        this.environment = environment;
        this.kind = kind;
        this.commit = commit;
        this.token = token;
        this.pull = pull;
        this.files = files;
    }

    boolean ours() {
        return !token.isEmpty();
    }

    boolean over() {
        return switch (status) {
            case "planned_and_finished", "applied", "errored", "discarded", "canceled" -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return id + " (" + environment + ", " + (ours() ? "#" + pull : "foreign") + ", "
                + (kind == RunKind.REAL ? "real" : "speculative") + ", " + status + ")";
    }
}
