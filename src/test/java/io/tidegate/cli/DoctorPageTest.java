package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.doctor.Finding;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the page shows and how often it looks; that it is on the management port alone is in {@code SetupIT}. */
class DoctorPageTest {
    private final AtomicInteger looks = new AtomicInteger();
    private Instant now = Instant.parse("2026-01-05T12:00:00.5Z");

    private DoctorPage page(Finding... findings) {
        return new DoctorPage(
                () -> {
                    looks.incrementAndGet();
                    return List.of(findings);
                },
                () -> now);
    }

    @Test
    void it_says_what_to_do_the_worst_first_and_when_it_looked() throws Exception {
        String html = page(
                        new Finding.Ok("clock", "All is well."),
                        new Finding.Unknown("deliveries", "Nobody knows.", "Open one."),
                        new Finding.Warning("database", "It is alone.", "Set one."),
                        new Finding.Problem("webhook", "It is deaf.", "Set an address."))
                .page();
        assertThat(html)
                .contains(
                        "1 problem, 1 warning, 1 unknown, 1 ok.", "Looked at 2026-01-05T12:00:00Z", "every 60 seconds")
                .containsSubsequence(
                        "It is deaf.", "→ Set an address.", "It is alone.", "Nobody knows.", "All is well.");
    }

    @Test
    void whatever_others_have_named_stays_text() throws Exception {
        String html = page(new Finding.Ok("<script>", "\"a'&\u202Eb")).page();
        assertThat(html)
                .contains("&lt;script&gt;", "&quot;a&#39;&amp;\\u{202e}b")
                .doesNotContain("<script", "\u202E");
    }

    @Test
    void it_looks_once_a_minute_however_often_it_is_asked() throws Exception {
        DoctorPage page = page(new Finding.Ok("clock", "All is well."));
        String first = page.page();
        now = now.plus(Duration.ofSeconds(60));
        assertThat(page.page()).isEqualTo(first);
        assertThat(looks).hasValue(1);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(page.page()).contains("Looked at 2026-01-05T12:01:01Z");
        assertThat(looks).hasValue(2);
    }

    @Test
    void who_asks_while_it_looks_gets_what_is_seen_then() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        DoctorPage page = new DoctorPage(
                () -> {
                    looks.incrementAndGet();
                    begun.countDown();
                    go.await();
                    return List.of();
                },
                () -> now);
        FutureTask<String> first = new FutureTask<>(page::page);
        FutureTask<String> second = new FutureTask<>(page::page);
        Thread.ofVirtual().start(first);
        begun.await();
        Thread.ofVirtual().start(second);
        go.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(second.get(10, TimeUnit.SECONDS));
        assertThat(looks).hasValue(1);
    }

    @Test
    void what_failed_is_not_kept() throws Exception {
        DoctorPage page = new DoctorPage(
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new IOException("unreadable");
                    }
                    return List.of();
                },
                () -> now);
        assertThatThrownBy(page::page).isInstanceOf(IOException.class);
        assertThat(page.page()).contains("0 problems");
    }
}
