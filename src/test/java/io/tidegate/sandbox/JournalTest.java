package io.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JournalTest {
    private final Journal journal = new Journal();

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_reader_may_ask_for_what_a_writer_holds() {
        journal.event("terraform", "first", Map.of());

        assertThat(journal.matching(entry -> {
                    // Stands for a writer whose lock the reader needs: it can only give it up once it has written.
                    CompletableFuture<Void> writer =
                            CompletableFuture.runAsync(() -> journal.event("terraform", "second", Map.of()));
                    writer.orTimeout(10, TimeUnit.SECONDS).join();
                    return entry.kind().equals("first");
                }))
                .hasSize(1);
        assertThat(journal.size()).isEqualTo(2);
    }
}
