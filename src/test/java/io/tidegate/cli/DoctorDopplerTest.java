package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.sandbox.doppler.DopplerStandIn;
import io.tidegate.sandbox.http.Response;
import io.tidegate.secrets.SecretSources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What doctor says of Doppler, asked over HTTP; everything else is missing here and said so. */
class DoctorDopplerTest {
    private static final String TOKEN = "dp.st.prd.canary0123456789abcdef";
    private static final String SECRET = "canary of a webhook secret";

    @TempDir
    Path home;

    private final DopplerStandIn doppler = new DopplerStandIn(TOKEN);
    private final List<String> set = new ArrayList<>();

    record Line(String kind, String subject, String text, String remedy) {}

    @BeforeEach
    void configure() {
        set("tidegate.home", home.toString());
        set("tidegate.github.app-id", "7");
        set("tidegate.doppler.url", doppler.url());
        set("tidegate.doppler.token", TOKEN);
        doppler.put("TIDEGATE_GITHUB_WEBHOOK_SECRET", SECRET);
    }

    @AfterEach
    void close() {
        set.forEach(System::clearProperty);
        doppler.close();
    }

    private void set(String key, String value) {
        System.setProperty(key, value);
        set.add(key);
    }

    private List<Line> doctor() throws IOException {
        StringWriter out = new StringWriter();
        int exit =
                new CommandLine(new DoctorVerb()).setOut(new PrintWriter(out)).execute("--format", "json");
        assertThat(exit).isEqualTo(DoctorVerb.PROBLEM);
        assertThat(out.toString()).doesNotContain("canary");
        return List.of(new ObjectMapper().readValue(out.toString(), Line[].class));
    }

    private static void says(List<Line> lines, String kind, String subject, String words) {
        assertThat(lines).filteredOn(one -> one.subject().equals(subject)).anySatisfy(one -> {
            assertThat(one.kind()).isEqualTo(kind);
            assertThat(one.text()).contains(words);
            assertThat(one.remedy().isEmpty()).isEqualTo(kind.equals("ok"));
        });
    }

    /** As a start of the product does. */
    private void started() {
        assertThat(SecretSources.value(
                        key -> Optional.ofNullable(System.getProperty(key)), "tidegate.github.webhook-secret"))
                .contains(SECRET);
    }

    @Test
    void what_comes_from_doppler_is_named_and_nothing_is_kept_by_looking() throws IOException {
        doppler.put("TIDEGATE_TERRAFORM_TOKEN", "canary");
        set("tidegate.terraform.token", "of the environment");

        List<Line> lines = doctor();

        says(lines, "ok", "Doppler", "accepts the token");
        says(lines, "warning", "copy of Doppler", "There is none in " + home);
        says(lines, "ok", "secrets of Doppler", "Taken from there: tidegate.github.webhook-secret.");
        says(lines, "warning", "secrets of Doppler", "tidegate.terraform.token (a property of the Java machine)");
        says(lines, "ok", "webhook secret", "It is set");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void the_copy_of_the_last_start_can_be_opened_and_is_compared_with_what_doppler_says_now() throws IOException {
        started();
        says(doctor(), "ok", "copy of Doppler", "can be opened; Doppler says the same today");
        doppler.put("TIDEGATE_GITHUB_WEBHOOK_SECRET", "canary of tomorrow");
        says(doctor(), "warning", "copy of Doppler", "Doppler says something else by now");
        doppler.trouble(Response.empty(503));
        List<Line> away = doctor();
        says(away, "unknown", "Doppler", "could not be asked: it answered with 503");
        says(away, "ok", "copy of Doppler", "a start takes it while Doppler is away");
        says(away, "ok", "secrets of Doppler", "tidegate.github.webhook-secret");
        Files.write(home.resolve("doppler/last-good"), new byte[64]);
        says(doctor(), "warning", "copy of Doppler", "kept under another token or key, or is damaged");
    }

    @Test
    void each_refusal_says_what_to_do_and_leaves_the_copy_to_the_next_start() throws IOException {
        started();
        for (int status : new int[] {401, 403, 404}) {
            doppler.trouble(Response.empty(status));
            List<Line> lines = doctor();
            says(lines, "problem", "Doppler", "refuses tidegate.doppler.token with " + status);
            String remedy = lines.getFirst().remedy();
            assertThat(remedy)
                    .contains(
                            switch (status) {
                                case 401 -> "Make a new service token";
                                case 403 -> "access «read»";
                                default -> "tidegate.doppler.url";
                            });
        }
        assertThat(home.resolve("doppler/last-good")).exists();
    }

    @Test
    void without_an_answer_and_without_a_copy_everything_else_is_looked_at_all_the_same() throws IOException {
        doppler.trouble(Response.empty(401));
        List<Line> lines = doctor();
        says(lines, "problem", "Doppler", "what comes from Doppler is missing below");
        says(lines, "problem", "webhook secret", "tidegate.github.webhook-secret is missing");
    }

    @Test
    void settings_that_cannot_be_read_are_the_one_finding() throws IOException {
        set("tidegate.doppler.token", "dp.pt.personal0123456789");
        assertThat(doctor()).singleElement().satisfies(one -> {
            assertThat(one.subject()).isEqualTo("settings");
            assertThat(one.text()).contains("is no service token of Doppler");
        });
        set("tidegate.doppler.token", TOKEN);
        set("tidegate.terraform.token-file", home.resolve("nowhere").toString());
        assertThat(doctor())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).contains("does not exist: mount it"));
    }
}
