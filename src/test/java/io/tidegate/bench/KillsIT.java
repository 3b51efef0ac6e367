package io.tidegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A few of the kills of {@code ./tidegate bench kills}, on every run. */
class KillsIT {
    @Test
    void killed_at_random_moments_of_a_loaded_run_nothing_is_lost_and_nothing_is_done_twice() {
        assertThat(new CommandLine(new KillsBench()).execute("--times", "4"))
                .as("exit status; the table above says what was lost or done twice")
                .isZero();
    }
}
