package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidegate.sandbox.Journal.Entry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks that come twice, late, in the wrong order, damaged or not at all. */
class MishapsTest {
    private record Hook(String event, String guid, String signature, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private Client client;
    private HttpServer receiver;
    private int number;

    @BeforeEach
    void start() throws Exception {
        client = new Client();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            hooks.add(new Hook(
                    headers.getFirst("X-GitHub-Event"),
                    headers.getFirst("X-GitHub-Delivery"),
                    headers.getFirst("X-Hub-Signature-256"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        receiver.start();
        number = client.repo.openPullRequest(client.lee, "more", "More", Map.of("a", "1"));
        client.github.webhookTarget(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/"));
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        client.close();
    }

    @Test
    void a_webhook_comes_twice_under_one_guid_or_under_two_and_the_journal_says_so() {
        client.github.mail().next("issue_comment", 1, new Mishap.Twice());
        client.github.mail().next("issue_comment.created", 1, new Mishap.TwiceUnderNewGuid());
        client.repo.draft(client.lee, number, true);
        client.repo.comment(client.ann, number, "first");
        client.repo.comment(client.ann, number, "second");
        settle();

        assertThat(hooks)
                .extracting(Hook::event)
                .containsExactly("pull_request", "issue_comment", "issue_comment", "issue_comment", "issue_comment");
        assertThat(hooks.get(1).guid()).isEqualTo(hooks.get(2).guid());
        assertThat(hooks.get(3).guid()).isNotEqualTo(hooks.get(4).guid());
        assertThat(hooks.get(3).body()).isEqualTo(hooks.get(4).body());
        assertThat(journalled("webhook-mishap"))
                .extracting(entry -> entry.fact("mishap"))
                .containsExactly("twice", "twice-under-new-guid");
        assertThat(journalled("webhook"))
                .extracting(entry -> entry.fact("mishap"))
                .containsExactly("", "twice", "twice", "twice-under-new-guid", "twice-under-new-guid");
        assertThat(client.github.mail().expected()).isEmpty();
    }

    @Test
    void a_webhook_comes_under_the_guid_of_the_one_before_it() {
        client.repo.comment(client.ann, number, "first");
        client.github.mail().next(1, new Mishap.UnderOldGuid());
        client.repo.comment(client.ann, number, "second");
        settle();

        assertThat(hooks.getFirst().guid()).isEqualTo(hooks.getLast().guid());
        assertThat(hooks.getLast().text()).contains("second");
    }

    @Test
    void webhooks_come_in_reverse_order_once_they_are_all_there() {
        client.github.mail().next("issue_comment", 3, new Mishap.Reversed());
        client.repo.comment(client.ann, number, "first");
        client.repo.comment(client.ann, number, "second");
        client.repo.draft(client.lee, number, true);
        settle();
        assertThat(hooks).extracting(Hook::event).containsExactly("pull_request");

        client.repo.comment(client.ann, number, "third");
        settle();
        assertThat(hooks.stream().skip(1).map(MishapsTest::words)).containsExactly("third", "second", "first");
    }

    @Test
    void held_webhooks_wait_to_be_released_and_late_ones_for_their_time() {
        client.github.mail().next(2, new Mishap.Held());
        client.github.mail().next(1, new Mishap.Late(Duration.ofMillis(200)));
        client.repo.comment(client.ann, number, "first");
        client.repo.comment(client.ann, number, "second");
        client.repo.comment(client.ann, number, "third");
        client.repo.comment(client.ann, number, "fourth");
        settle();
        assertThat(hooks).extracting(MishapsTest::words).containsExactly("fourth", "third");
        assertThat(client.github.mail().held()).hasSize(2);

        assertThat(client.github.mail().release()).isEqualTo(2);
        settle();
        assertThat(hooks).extracting(MishapsTest::words).containsExactly("fourth", "third", "first", "second");
    }

    @Test
    void a_group_that_never_gets_whole_is_sent_in_reverse_when_it_is_released() {
        client.github.mail().next(5, new Mishap.Reversed());
        client.repo.comment(client.ann, number, "first");
        client.repo.comment(client.ann, number, "second");
        client.github.mail().calm();
        client.repo.comment(client.ann, number, "third");
        settle();

        assertThat(hooks).extracting(MishapsTest::words).containsExactly("second", "first", "third");
    }

    @Test
    void a_webhook_is_signed_wrongly_or_cut_in_half() throws Exception {
        client.github.mail().next(1, new Mishap.WronglySigned());
        client.github.mail().next(1, new Mishap.CutShort());
        client.repo.comment(client.ann, number, "first");
        client.repo.comment(client.ann, number, "second");
        settle();

        assertThat(hooks).extracting(this::genuine).containsExactly(false, false);
        assertThat(words(hooks.getFirst())).isEqualTo("first");
        assertThat(hooks.getLast().text()).startsWith("{\"action\":\"created\"").doesNotEndWith("}");
    }

    @Test
    void what_was_sent_can_be_sent_again_under_its_own_guid_or_under_another() {
        client.repo.comment(client.ann, number, "first");
        settle();
        String guid = client.github.mail().sent().getFirst().guid();
        client.github.mail().redeliver(guid);
        String other = client.github.mail().replay(guid);
        settle();

        assertThat(hooks).extracting(Hook::guid).containsExactly(guid, guid, other);
        assertThat(hooks).extracting(Hook::text).containsOnly(hooks.getFirst().text());
        assertThat(client.github.mail().sent())
                .extracting(Mail.Sent::redelivery)
                .containsExactly(false, true, false);
    }

    @Test
    void a_ping_and_an_unknown_event_can_be_sent_and_are_genuine() {
        client.github.mail().ping();
        client.github.mail().unknownEvent(client.repo);
        settle();

        assertThat(hooks).extracting(Hook::event).containsExactly("ping", "brand_new_thing");
        assertThat(hooks).extracting(this::genuine).containsOnly(true);
    }

    @Test
    void a_comment_written_long_ago_may_be_told_of_only_now() {
        client.repo.lateComment(client.ann, number, "/apply dev", Duration.ofMinutes(61));
        settle();

        assertThat(Instant.parse(created(hooks.getFirst())))
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(63)),
                        Instant.now().minus(Duration.ofMinutes(60)));
    }

    private boolean genuine(Hook hook) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(client.github.webhookSecret().getBytes(), "HmacSHA256"));
            byte[] told = HexFormat.of().parseHex(hook.signature().substring("sha256=".length()));
            return MessageDigest.isEqual(told, mac.doFinal(hook.body()));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String words(Hook hook) {
        return at(hook, "/comment/body");
    }

    private static String created(Hook hook) {
        return at(hook, "/comment/created_at");
    }

    private static String at(Hook hook, String pointer) {
        try {
            return Json.MAPPER.readTree(hook.body()).at(pointer).asText();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Entry> journalled(String kind) {
        return client.journal.matching(entry -> entry.kind().equals(kind));
    }

    private void settle() {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!client.github.webhooksQuiet() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(client.github.webhooksQuiet()).isTrue();
    }
}
