package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.terraform.Workspace;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A sound installation against the sandbox, and doctor to look at it over HTTP. */
abstract class DoctorCase {
    static final String REPOSITORY = Sandbox.OWNER + "/" + SeededRepository.NAME;
    static final String DEV = SeededRepository.ORGANIZATION + "/" + SeededRepository.workspace("dev");

    @TempDir
    Path home;

    final Sandbox sandbox = Sandbox.recorded();
    final TestDatabase database = TestDatabase.fresh();
    final List<String> set = new ArrayList<>();

    record Line(String kind, String subject, String text, String remedy) {}

    record Outcome(int exit, List<Line> lines) {
        List<Line> about(String subject) {
            return lines.stream().filter(one -> one.subject().equals(subject)).toList();
        }

        void says(String kind, String subject, String words) {
            assertThat(about(subject)).as(subject).anySatisfy(one -> {
                assertThat(one.kind()).isEqualTo(kind);
                assertThat(one.text()).contains(words);
                assertThat(one.remedy().isEmpty()).isEqualTo(kind.equals("ok"));
            });
        }
    }

    @BeforeEach
    void a_sound_installation() {
        EmbeddedDatabase.Access access = database.access();
        sandbox.configuration().forEach(this::set);
        set("tidegate.database.url", access.url());
        set("tidegate.database.username", access.username());
        set("tidegate.database.password", access.password());
        set("tidegate.encryption-key", "a key for tests of doctor that nobody else uses");
        set("tidegate.home", home.toString());
        set("tidegate.terraform.calls-per-second", "10000");
        sandbox.terraform().rateLimit(10_000);
        sandbox.github().webhookTarget(URI.create("https://tidegate.example/webhooks/github"));
        sandbox.repository().requireChecks("main", List.of("tidegate"));
        sandbox.repository().pinCheck("tidegate", sandbox.github().appId());
        dev().grant("tidegate", "admin");
    }

    @AfterEach
    void close() {
        set.forEach(System::clearProperty);
        sandbox.close();
    }

    void set(String key, String value) {
        System.setProperty(key, value);
        set.add(key);
    }

    Workspace dev() {
        return sandbox.terraform().workspace(SeededRepository.ORGANIZATION, SeededRepository.workspace("dev"));
    }

    Outcome doctor(String... options) throws IOException {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("--format", "json"));
        arguments.addAll(List.of(options));
        int exit = new CommandLine(new DoctorVerb(new SpacedBudgets.Unshared()))
                .setOut(new PrintWriter(out))
                .execute(arguments.toArray(String[]::new));
        assertThat(out.toString())
                .doesNotContain(
                        sandbox.github().webhookSecret(), sandbox.terraform().token(), "PRIVATE KEY");
        return new Outcome(exit, List.of(new ObjectMapper().readValue(out.toString(), Line[].class)));
    }
}
