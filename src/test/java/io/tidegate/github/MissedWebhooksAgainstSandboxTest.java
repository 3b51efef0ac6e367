package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidegate.flow.Hook;
import io.tidegate.flow.MissedWebhooks;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Round;
import io.tidegate.flow.Sweeps;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.github.GitHubStandIn;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.store.PostgresSweeps;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks that found nobody are asked for again, and only these. */
class MissedWebhooksAgainstSandboxTest {
    private final Journal journal = new Journal();
    private final SandboxClock clock = new SandboxClock();
    private final GitHubStandIn github = new GitHubStandIn(0, journal, clock, new Holds());
    private final TestDatabase database = TestDatabase.fresh();
    private final Sweeps sweeps = new PostgresSweeps(database.database);
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private HttpServer door;
    private volatile int answer = 202;
    private Repo repo;
    private Hook hook;
    private MissedWebhooks missed;

    @BeforeEach
    void open() throws IOException {
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", this::receive);
        door.start();
        repo = github.createRepository("acme", "infra", Map.of("README.md", "infra\n"));
        repo.permission(github.person("ann"), "write");
        github.webhookTarget(URI.create("http://127.0.0.1:" + door.getAddress().getPort() + "/"));
        Forges forges = Forges.at(github.apiUrl(), github.appId(), github.privateKeyPem(), Duration.ofSeconds(20));
        hook = new GitHubHook(forges.settings, forges.calls, forges.app);
        missed = new MissedWebhooks(hook, sweeps, InstantSource.system(), Duration.ZERO);
        // As if it had been running for a day.
        database.sql("UPDATE sweep SET reached = now() - interval '1 day' WHERE part = 'webhooks'");
    }

    @AfterEach
    void close() {
        door.stop(0);
        github.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (answer == 202) {
                String guid = exchange.getRequestHeaders().getFirst("X-GitHub-Delivery");
                arrived.add(guid);
                database.inbox()
                        .accept("github", guid, exchange.getRequestHeaders().getFirst("X-GitHub-Event"), body);
            }
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private int look() {
        settle();
        int asked = missed.look(new Round(InstantSource.system(), Instant.now().plusSeconds(60)));
        settle();
        return asked;
    }

    private void settle() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!github.webhooksQuiet() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(github.webhooksQuiet()).isTrue();
    }

    private void push(int times) {
        for (int time = 0; time < times; time++) {
            repo.pushToMain(github.person("ann"), Map.of("a", "at " + System.nanoTime()));
        }
        settle();
    }

    private long asked() {
        return journal.matching(entry ->
                        entry.kind().equals("request") && entry.fact("path").endsWith("/attempts"))
                .size();
    }

    @Test
    void what_found_nobody_is_asked_for_once_in_its_order_and_what_arrived_is_not() {
        push(1);
        int before = arrived.size();
        answer = 503;
        push(2);
        answer = 202;
        int lost = look();

        assertThat(lost).isPositive();
        assertThat(arrived).hasSize(before + lost).doesNotHaveDuplicates();
        assertThat(look()).isZero();
        assertThat(asked()).isEqualTo(lost);
    }

    @Test
    void what_fails_every_time_is_not_asked_for_for_ever() {
        answer = 500;
        push(1);
        int lost = look();
        assertThat(lost).isPositive();
        assertThat(look()).isEqualTo(lost);
        assertThat(look()).isEqualTo(lost);
        assertThat(look()).isZero();
        assertThat(asked()).isEqualTo(3L * lost);
    }

    @Test
    void what_was_asked_for_in_vain_while_nothing_arrived_is_asked_for_again_once_something_does() {
        answer = 503;
        push(1);
        int lost = look();
        look();
        look();
        Instant reached = sweeps.progress("webhooks").reached();
        assertThat(look()).as("nobody knows that the way is open").isZero();
        assertThat(sweeps.progress("webhooks").reached())
                .as("the next look begins where this one did, however long that takes")
                .isEqualTo(reached);

        answer = 202;
        clock.forward(Duration.ofSeconds(5));
        push(1);
        int before = arrived.size();
        assertThat(look()).isEqualTo(lost);
        assertThat(arrived).hasSize(before + lost).doesNotHaveDuplicates();
        assertThat(look()).isZero();
        assertThat(sweeps.progress("webhooks").reached()).isAfter(reached);
    }

    @Test
    void what_fails_every_time_though_others_arrive_is_not_asked_for_for_ever() {
        answer = 500;
        push(1);
        int lost = look();
        int all = lost;
        for (int round = 0; round < 9; round++) {
            answer = 202;
            clock.forward(Duration.ofSeconds(5));
            push(1);
            answer = 500;
            clock.forward(Duration.ofSeconds(5));
            all += look();
        }
        assertThat(all).isEqualTo(6 * lost);
    }

    @Test
    void what_arrived_too_late_for_github_to_hear_of_it_is_known_and_not_asked_for() {
        answer = 503;
        push(1);
        answer = 202;
        for (Hook.Attempt attempt : hook.attempts(null).attempts()) {
            database.inbox().accept("github", attempt.guid(), "push", new byte[] {'{', '}'});
        }
        assertThat(look()).isZero();
    }

    @Test
    void a_long_list_is_read_page_by_page_to_where_the_last_look_was() {
        answer = 503;
        push(120);
        answer = 202;
        Hook.Page newest = hook.attempts(null);
        assertThat(newest.attempts()).hasSize(100);
        assertThat(newest.next()).isNotNull();
        assertThat(hook.attempts(newest.next()).attempts()).isNotEmpty().doesNotContainAnyElementsOf(newest.attempts());

        int first = look();
        assertThat(first).as("no more than 100 at once").isEqualTo(100);
        int all = first;
        for (int more = look(); more > 0; more = look()) {
            all += more;
        }
        assertThat(arrived).hasSize(all).doesNotHaveDuplicates();
        assertThat(all).isGreaterThanOrEqualTo(120);
        assertThat(sweeps.progress("webhooks").page()).isNull();
    }

    @Test
    void what_happened_before_the_database_was_there_is_nobodys() {
        answer = 503;
        push(1);
        answer = 202;
        database.sql("UPDATE sweep SET reached = now() + interval '2 hours' WHERE part = 'webhooks'");
        assertThat(look()).isZero();
    }

    @Test
    void an_app_that_may_not_ask_is_said_and_the_look_begins_anew() {
        sweeps.remember("webhooks", new Sweeps.Progress(Instant.EPOCH, Instant.EPOCH, "no-number"));
        assertThatThrownBy(this::look).isInstanceOf(Outside.Refused.class);
        assertThat(sweeps.progress("webhooks").page()).isNull();
        assertThat(look()).isZero();
    }
}
