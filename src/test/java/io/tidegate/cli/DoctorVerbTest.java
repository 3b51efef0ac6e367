package io.tidegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidegate.audit.SealKey;
import io.tidegate.change.ChangeId;
import io.tidegate.flow.Cipher;
import io.tidegate.ops.InstallationKey;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.store.PostgresAudit;
import io.tidegate.store.PostgresKeptSecrets;
import io.tidegate.store.PostgresSeals;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Everything that doctor reads, read over HTTP, as it should be and as it should not. */
class DoctorVerbTest extends DoctorCase {
    private static final String OTHER_KEY = otherKey();

    private static String otherKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(
                                    generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void of_a_sound_installation_nothing_is_a_problem_and_every_part_is_looked_at() throws IOException {
        Outcome outcome = doctor();

        assertThat(outcome.lines()).noneMatch(one -> one.kind().equals("problem"));
        // Nothing was ever delivered, and nobody knows whether it would arrive.
        assertThat(outcome.exit()).isEqualTo(DoctorVerb.UNKNOWN);
        outcome.says("unknown", "deliveries", "delivered nothing");
        outcome.says("ok", "database", "PostgreSQL 1");
        outcome.says("warning", "way to the database", "not encrypted");
        outcome.says("ok", "encryption key", "It is set");
        outcome.says("ok", "webhook secret", "It is set");
        outcome.says("ok", "GitHub App", "knows App " + sandbox.github().appId());
        outcome.says("ok", "clock", "differ by 0 s");
        outcome.says("ok", "permissions of the App", "All 9");
        outcome.says("ok", "events of the App", "All 5");
        outcome.says("ok", "webhook", "https://tidegate.example/webhooks/github");
        outcome.says("ok", "installation in " + Sandbox.OWNER, "All 9");
        outcome.says("ok", "required check of " + REPOSITORY, "from this App alone");
        outcome.says("ok", "configuration of " + REPOSITORY, "names 3 environments");
        outcome.says("ok", "code in dev of " + REPOSITORY, "with the credentials of " + dev().name());
        outcome.says("ok", "tidegate.terraform.token", "acts as api-team_");
        outcome.says("ok", "workspace " + DEV, "applies nothing by itself");
        outcome.says("ok", "workspace " + DEV, "read plans in full");
        outcome.says("ok", "run triggers of " + DEV, "No other workspace");
        outcome.says("warning", "notifications of " + DEV, "does not tell Tidegate");
        outcome.says("ok", "people of " + DEV, "may apply: tidegate");
    }

    @Test
    void as_text_each_finding_is_a_line_and_what_to_do_stands_below_it() {
        sandbox.github().appEvents(List.of("pull_request", "pull_request_review", "repository", "merge_group"));
        StringWriter out = new StringWriter();
        int exit =
                new CommandLine(new DoctorVerb()).setOut(new PrintWriter(out)).execute();

        assertThat(exit).isEqualTo(DoctorVerb.PROBLEM);
        assertThat(out.toString())
                .contains("problem  events of the App: issue_comment is not subscribed: commands; a deleted /approve.\n"
                        + "         -> Subscribe the App to it at ")
                .containsPattern("1 problem, \\d+ warnings?, 1 unknown, \\d+ ok\\.");
    }

    @Test
    void what_is_missing_in_the_app_and_its_webhook_is_said_with_its_reason() throws IOException {
        Map<String, String> permissions = new HashMap<>(sandbox.github().appPermissions());
        permissions.put("checks", "read");
        permissions.remove("merge_queues");
        sandbox.github().appPermissions(permissions);
        sandbox.github().webhookTarget(null);
        sandbox.github().webhookContentType("form");
        sandbox.clock().skew(Duration.ofMinutes(-3));
        sandbox.github().createRepository("elsewhere", "other", Map.of("README.md", "x\n"));

        Outcome outcome = doctor();

        assertThat(outcome.exit()).isEqualTo(DoctorVerb.PROBLEM);
        outcome.says("problem", "permissions of the App", "checks is read, needed is write: tidegate and");
        outcome.says("problem", "permissions of the App", "merge_queues is none, needed is read: GitHub ties");
        outcome.says("problem", "installation in " + Sandbox.OWNER, "checks is read");
        outcome.says("problem", "webhook", "no webhook address");
        outcome.says("problem", "clock", "differ by 1");
        outcome.says("warning", "installation in elsewhere", "is not served");
    }

    @Test
    void deliveries_that_find_nobody_are_counted() throws IOException {
        sandbox.github().webhookTarget(URI.create("http://127.0.0.1:9/webhooks/github"));
        sandbox.repository().pushToMain(sandbox.author(), Map.of("a", "b"));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!sandbox.github().webhooksQuiet() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }

        Outcome outcome = doctor();

        outcome.says("problem", "deliveries", "did not arrive, the last at ");
        outcome.says("warning", "webhook", "not encrypted");
    }

    @Test
    void installations_that_are_missing_or_suspended_are_said() throws IOException {
        set("tidegate.github.owners", Sandbox.OWNER + ",nowhere");
        sandbox.github().installations().suspend(Sandbox.OWNER, sandbox.reviewer());

        Outcome outcome = doctor();

        outcome.says("problem", "installation in nowhere", "is not installed there");
        outcome.says("problem", "installation in " + Sandbox.OWNER, "suspended");
        outcome.says("problem", "repositories", "reaches none");
    }

    @Test
    void a_default_branch_that_does_not_require_the_check_of_this_app_is_said() throws IOException {
        sandbox.repository().pinCheck("tidegate", 99);
        doctor().says("problem", "required check of " + REPOSITORY, "from App 99");
        sandbox.repository().requireChecks("main", List.of("ci"));
        doctor().says("warning", "required check of " + REPOSITORY, "does not require the check tidegate");
    }

    @Test
    void a_configuration_that_is_wrong_or_missing_is_said() throws IOException {
        sandbox.repository()
                .pushToMain(sandbox.author(), Map.of(".github/tidegate.yml", "version: 1\nnonsense: true\n"));
        doctor().says("problem", "configuration of " + REPOSITORY, "nonsense");
        doctor("--repository", "acme/none").says("problem", "repository acme/none", "does not reach it");
    }

    @Test
    void a_workspace_that_does_what_nobody_told_it_is_said() throws IOException {
        dev().autoApply(true);
        dev().autoApplyRunTrigger(true);
        dev().vcsRepo(true);
        dev().executionMode("local");
        dev().triggeredBy("network");
        dev().grant("oncall", "write");
        dev().permissions(true, false, true);
        String subject = "workspace " + DEV;

        Outcome outcome = doctor();

        outcome.says("problem", subject, "applies runs by itself");
        outcome.says("problem", subject, "applies triggered runs by itself");
        outcome.says("problem", subject, "connected to version control");
        outcome.says("problem", subject, "execution mode is local");
        outcome.says("problem", subject, "may plan there and not apply");
        outcome.says("warning", "run triggers of " + DEV, "network");
        outcome.says("warning", "people of " + DEV, "oncall");
    }

    @Test
    void what_the_token_may_not_see_is_unknown_and_what_it_may_not_do_a_problem() throws IOException {
        dev().permissions(false, false, false);
        dev().teamsShown(false);
        sandbox.terraform()
                .workspace(SeededRepository.ORGANIZATION, SeededRepository.workspace("stage"))
                .readable(false);

        Outcome outcome = doctor();

        outcome.says("problem", "workspace " + DEV, "may not start plans");
        outcome.says("unknown", "notifications of " + DEV, "only an administrator");
        outcome.says("unknown", "people of " + DEV, "may not see it");
        outcome.says(
                "problem",
                "workspace " + SeededRepository.ORGANIZATION + "/" + SeededRepository.workspace("stage"),
                "does not exist, or the token may not see it");
    }

    @Test
    void a_token_of_the_organisation_or_one_that_ended_is_said() throws IOException {
        set("tidegate.terraform.token", sandbox.terraform().organizationToken());
        doctor().says("problem", "tidegate.terraform.token", "can neither plan nor apply");
        set("tidegate.terraform.token", "no.atlasv1.token");
        doctor().says("problem", "tidegate.terraform.token", "does not accept the token");
    }

    @Test
    void a_workspace_that_this_repository_may_not_use_is_said() throws IOException {
        set("tidegate.terraform.organizations[0].name", SeededRepository.ORGANIZATION);
        set("tidegate.terraform.organizations[0].token", sandbox.terraform().token());
        set("tidegate.terraform.organizations[0].decided", dev().name() + "=acme/other");
        System.clearProperty("tidegate.terraform.token");
        doctor().says("problem", "workspace " + DEV, "is another repository's");
    }

    @Test
    void notifications_are_made_where_somebody_asks_for_them_and_none_reaches_tidegate() throws IOException {
        doctor("--create-notifications").says("problem", "notifications of " + DEV, "None was made");

        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/webhooks/terraform", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(202, -1);
            }
        });
        door.start();
        try {
            set("tidegate.public-url", "http://127.0.0.1:" + door.getAddress().getPort() + "/");
            Outcome made = doctor("--create-notifications");
            made.says("ok", "notifications of " + DEV, "One was made");
            made.says("ok", "notifications of " + DEV, "tells Tidegate what becomes of runs");
            doctor("--live", "--workspace", DEV)
                    .says("ok", "tried in " + DEV + ": verification of a notification", "answered with 200");
            assertThat(doctor("--create-notifications").about("notifications of " + DEV))
                    .singleElement()
                    .satisfies(one -> assertThat(one.kind()).isEqualTo("ok"));
        } finally {
            door.stop(0);
        }
    }

    @Test
    void a_key_that_is_not_the_databases_is_said_and_a_previous_one_is() throws IOException {
        SealKey before = InstallationKey.sealKeys("the key with which this database began", "", home)
                .getFirst();
        new PostgresAudit(database.database, database.codec).record(new ChangeId(7, 1), "opened", "because", Map.of());
        database.inOne(() -> new PostgresSeals(database.database, before).seal());

        doctor().says("problem", "encryption key", "sealed with " + before.id());
        set("tidegate.encryption-key-previous", "the key with which this database began");
        doctor().says("ok", "encryption key", "sealed with keys that are set");
    }

    @Test
    void kept_credentials_that_cannot_be_opened_are_said_where_they_could_be_needed() throws IOException {
        Cipher another = InstallationKey.cipher("a key that was lost with its machine", "", true, home);
        PostgresKeptSecrets.beside(database.access())
                .keep(Map.of(
                        "tidegate.github.app-id",
                        another.seal("kept_secret", "sealed", "tidegate.github.app-id", "7".getBytes(UTF_8))));

        doctor().says("problem", "kept credentials", "tidegate.encryption-key-previous");

        set("tidegate.role", "web");
        System.clearProperty("tidegate.encryption-key");
        assertThat(doctor().about("kept credentials")).isEmpty();
    }

    @Test
    void without_settings_each_one_that_is_missing_is_said() throws IOException {
        set.forEach(System::clearProperty);
        set("tidegate.home", home.toString());

        Outcome outcome = doctor();

        assertThat(outcome.exit()).isEqualTo(DoctorVerb.PROBLEM);
        outcome.says("warning", "database", "does not run now");
        outcome.says("ok", "encryption key", "the first start makes one");
        outcome.says("problem", "webhook secret", "tidegate.github.webhook-secret is missing");
        outcome.says("problem", "settings of GitHub", "tidegate.github.app-id is missing");
        outcome.says("problem", "settings of HCP Terraform", "tidegate.terraform.token is missing");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void what_cannot_be_reached_is_a_finding() throws IOException {
        set("tidegate.database.url", "jdbc:postgresql://127.0.0.1:9/none");
        System.clearProperty("tidegate.encryption-key");
        set("tidegate.github.api-url", "http://127.0.0.1:9");
        set("tidegate.terraform.url", "http://127.0.0.1:9");

        Outcome outcome = doctor();

        outcome.says("problem", "database", "127.0.0.1:9/none cannot be used");
        outcome.says("problem", "encryption key", "missing");
        outcome.says("unknown", "GitHub App", "could not be reached");
        outcome.says("unknown", "tidegate.terraform.token", "did not answer");
    }

    @Test
    void a_key_of_another_app_is_refused_and_a_process_that_has_none_is_no_patient() throws IOException {
        set("tidegate.github.app-id", "1");
        doctor().says("problem", "GitHub App", "knows no App 1");
        set("tidegate.github.app-id", "" + sandbox.github().appId());
        set("tidegate.github.private-key", OTHER_KEY);
        doctor().says("problem", "GitHub App", "answered 401");

        set("tidegate.role", "web");
        System.clearProperty("tidegate.github.private-key");
        Outcome web = doctor();
        web.says("unknown", "GitHub and HCP Terraform", "tidegate.role=web");
        web.says("ok", "webhook secret", "It is set");
    }
}
