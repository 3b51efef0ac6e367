package io.tidegate.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.sandbox.Journal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A counter behind HTTP, of which everything goes wrong that can. */
class FaultsTest {
    private static final String READ = "GET /counters/{name}";
    private static final String ADD = "POST /counters/{name}";
    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final AtomicInteger count = new AtomicInteger();
    private final StandIn server = new StandIn(
                    "github",
                    0,
                    journal,
                    new Holds(),
                    (status, message) -> Response.text(status, "text/plain", message))
            .faults(faults, request -> request.parameter("name"))
            .route("GET", "/counters/{name}", request -> Response.text(200, "text/plain", "count " + count.get()))
            .route(
                    "POST",
                    "/counters/{name}",
                    request -> Response.text(201, "text/plain", "count " + count.incrementAndGet()))
            .start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        faults.clear();
        server.close();
        client.close();
    }

    @Test
    void a_refusal_comes_before_the_effect_and_with_its_headers() throws Exception {
        faults.add(Fault.once(ADD, new Strike.Refuse(429, "slow down", Map.of("Retry-After", "7"))));

        HttpResponse<String> refused = add("a");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("slow down");
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        assertThat(add("a").body()).isEqualTo("count 1");
    }

    @Test
    void a_failure_afterwards_hides_an_effect_that_happened() throws Exception {
        faults.add(Fault.once(ADD, new Strike.FailAfter(502, "bad gateway")));

        assertThat(add("a").statusCode()).isEqualTo(502);
        assertThat(count).hasValue(1);
    }

    @Test
    void a_connection_breaks_before_or_after_the_effect_or_within_the_answer() {
        faults.add(Fault.once(ADD, new Strike.ResetBefore()));
        assertThatThrownBy(() -> add("a")).isInstanceOf(IOException.class);
        assertThat(count).hasValue(0);

        faults.add(Fault.once(ADD, new Strike.ResetAfter()));
        assertThatThrownBy(() -> add("a")).isInstanceOf(IOException.class);
        assertThat(count).hasValue(1);

        faults.add(Fault.once(ADD, new Strike.Truncate()));
        assertThatThrownBy(() -> add("a")).isInstanceOf(IOException.class);
        assertThat(count).hasValue(2);
    }

    @Test
    void what_hangs_never_happens_and_ends_with_its_fault() {
        long hang = faults.add(Fault.once(ADD, new Strike.Hang()));

        assertThatThrownBy(() -> add("a")).isInstanceOf(HttpTimeoutException.class);
        faults.remove(hang);
        assertThat(count).hasValue(0);
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void a_stale_read_knows_what_was_read_before_the_change_and_catches_up() throws Exception {
        read("a");
        faults.add(Fault.always(READ, new Strike.Stale(Duration.ofHours(1))));
        add("a");
        assertThat(read("a").body()).isEqualTo("count 0");
        assertThat(read("b").body()).as("never read before").isEqualTo("count 1");

        faults.clear();
        faults.add(Fault.always(READ, new Strike.Stale(Duration.ofNanos(1))));
        assertThat(read("a").body()).isEqualTo("count 1");
    }

    @Test
    void it_strikes_its_subject_as_often_as_it_says_and_skips_what_it_says() throws Exception {
        long fault = faults.add(new Fault("POST *", "a", Strike.refuse(500, "no"), 1, 2));

        assertThat(add("a").statusCode()).isEqualTo(201);
        assertThat(add("b").statusCode()).isEqualTo(201);
        assertThat(add("a").statusCode()).isEqualTo(500);
        assertThat(read("a").statusCode()).isEqualTo(200);
        assertThat(add("a").statusCode()).isEqualTo(500);
        assertThat(add("a").statusCode()).isEqualTo(201);
        assertThat(faults.struck(fault)).isEqualTo(2);
    }

    @Test
    void what_is_late_is_answered_as_ever_and_the_journal_tells_subject_and_fault() throws Exception {
        faults.add(Fault.once(READ, new Strike.Late(Duration.ofMillis(20))));

        assertThat(read("a").body()).isEqualTo("count 0");
        Journal.Entry entry = journal.since(0).getFirst();
        assertThat(entry.fact("subject")).isEqualTo("a");
        assertThat(entry.fact("fault")).contains("Late");
    }

    private HttpResponse<String> read(String name) throws Exception {
        return send(request(name).GET());
    }

    private HttpResponse<String> add(String name) throws Exception {
        return send(request(name).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String name) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/counters/" + name))
                .timeout(Duration.ofSeconds(1));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
