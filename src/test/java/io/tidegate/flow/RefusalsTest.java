package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-29T10:00:00Z");
    private final Refusals refusals = new Refusals(() -> now, log::add);

    @Test
    void a_flood_is_said_a_few_times_and_then_counted() {
        for (int i = 0; i < 100_000; i++) {
            refusals.say("refused");
        }
        assertThat(log).hasSize(Refusals.SAID);
        assertThat(log.getLast()).contains("only counted");
        now = now.plus(Refusals.WINDOW);
        refusals.say("another");
        assertThat(log.subList(Refusals.SAID, log.size()))
                .containsExactly("99980 more were refused in the minute until 2026-11-29T10:01:00Z", "another");
    }

    @Test
    void in_quiet_times_each_is_said() {
        for (int minute = 0; minute < 50; minute++) {
            now = now.plus(Refusals.WINDOW);
            refusals.say("refused");
        }
        assertThat(log).hasSize(50).containsOnly("refused");
    }
}
