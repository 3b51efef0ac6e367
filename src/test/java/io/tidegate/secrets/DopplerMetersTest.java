package io.tidegate.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.sandbox.doppler.DopplerStandIn;
import io.tidegate.sandbox.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which it ends to ask Doppler again is counted once, and only its word makes what is used young again. */
class DopplerMetersTest {
    private static final String TOKEN = "dp.st.prd.meters0123456789abcdef";

    @TempDir
    Path home;

    private final DopplerStandIn doppler = new DopplerStandIn(TOKEN);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, Double> counted = new TreeMap<>();

    @AfterEach
    void close() {
        doppler.close();
    }

    private LiveSecrets secrets(Map<String, String> given) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withSources(new SecretSources());
        given.forEach(builder::withDefaultValue);
        return new LiveSecrets(builder.build(), () -> Instant.EPOCH, Duration.ofHours(1));
    }

    private void one(LiveSecrets secrets, String outcome) {
        secrets.renew();
        counted.merge(outcome, 1.0, Double::sum);
        for (Polls.End end : Polls.End.values()) {
            assertThat(polls(end.label())).as(end.label()).isEqualTo(counted.getOrDefault(end.label(), 0.0));
        }
    }

    private double polls(String outcome) {
        return meters.get("tidegate.doppler.polls")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    private double age() {
        return meters.get("tidegate.doppler.age").gauge().value();
    }

    @Test
    void each_end_is_counted_under_its_name() {
        doppler.put("TIDEGATE_TERRAFORM_TOKEN", "first");
        LiveSecrets secrets = secrets(Map.of(
                "tidegate.doppler.token", TOKEN,
                "tidegate.doppler.url", doppler.url(),
                "tidegate.home", home.toString()));
        new DopplerMeters(secrets).register(meters);
        assertThat(age()).isNotNegative();
        one(secrets, "unchanged");
        doppler.put("TIDEGATE_TERRAFORM_TOKEN", "second");
        one(secrets, "renewed");
        doppler.put("TIDEGATE_TERRAFORM_TOKEN", "not to be \\$ carried");
        one(secrets, "unusable");
        doppler.put("TIDEGATE_TERRAFORM_TOKEN", "second");
        doppler.leave(0);
        one(secrets, "limited");
        doppler.leave(10);
        for (Response away : new Response[] {
            Response.empty(503), Response.text(200, "text/html", "<html>log in first</html>"),
        }) {
            doppler.trouble(away);
            one(secrets, "away");
        }
        for (int status : new int[] {401, 403, 404}) {
            doppler.trouble(Response.empty(status));
            one(secrets, "refused");
        }
        doppler.trouble(null);
        one(secrets, "unchanged");
        doppler.close();
        one(secrets, "away");
    }

    @Test
    void what_is_used_grows_old_until_doppler_says_it_again() {
        AtomicLong seconds = new AtomicLong(1_000);
        Polls polls = new Polls(() -> seconds.get() * 1_000_000_000L);
        for (Polls.End end : Polls.End.values()) {
            Duration before = polls.age();
            seconds.addAndGet(60);
            polls.ended(end);
            assertThat(polls.age())
                    .as(end.label())
                    .isEqualTo(
                            switch (end) {
                                case RENEWED, UNCHANGED -> Duration.ZERO;
                                case UNUSABLE, LIMITED, REFUSED, AWAY -> before.plusSeconds(60);
                            });
        }
        assertThat(polls.age()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void where_doppler_is_not_used_its_age_has_no_value() {
        new DopplerMeters(secrets(Map.of())).register(meters);
        assertThat(age()).isNaN();
        assertThat(polls("away")).isZero();
    }
}
