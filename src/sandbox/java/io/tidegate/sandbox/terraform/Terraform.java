package io.tidegate.sandbox.terraform;

import java.util.Optional;

/** What executes runs: the program itself, or what it did earlier. Both methods block until the outcome is there. */
sealed interface Terraform permits InstalledTerraform, RecordedTerraform, RecordingTerraform {
    /** What a person is told, for example {@code terraform 1.11.4}. */
    String name();

    String version();

    Planned plan(Job job, RunLog log, Interruption interruption);

    /** Applies exactly what {@link #plan} planned for the same job. */
    Applied apply(Job job, RunLog log, Interruption interruption);

    /** @param json the plan as {@code terraform show -json} gives it; also of a failed plan where Terraform wrote one */
    record Planned(boolean succeeded, Optional<byte[]> json) {
        static final Planned FAILED = new Planned(false, Optional.empty());
    }

    /** @param state the state afterwards; after a failure it may be changed in part */
    record Applied(boolean succeeded, byte[] state) {}
}
