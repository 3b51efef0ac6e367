package io.tidegate.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static String refusal(String property, String value, String... arguments) {
        Properties properties = new Properties();
        properties.setProperty(property, value);
        return CommandLine.refusal(properties, List.of(arguments)).orElse("");
    }

    @Test
    void a_secret_on_the_command_line_is_refused_by_its_key_and_never_quoted() {
        for (String key : List.of(
                "tidegate.github.webhook-secret",
                "tidegate.terraform.organizations[1].token",
                "tidegate.doppler.token",
                "tidegate.encryption-key",
                "quarkus.datasource.password")) {
            assertThat(refusal(key, "canary"))
                    .contains(key + " stands on the command line", "Renew it")
                    .doesNotContain("canary");
            for (String argument : List.of("-D" + key + "=canary", "--" + key + "=canary", key + "=canary")) {
                assertThat(refusal("user.home", "/", "run", argument))
                        .contains(key)
                        .doesNotContain("canary");
            }
        }
        assertThat(refusal("user.home", "/", "run", "TIDEGATE_TERRAFORM_TOKEN=canary"))
                .contains("TIDEGATE_TERRAFORM_TOKEN")
                .doesNotContain("canary");
        assertThat(refusal("tidegate.github.private-key", "-----BEGIN PRIVATE KEY-----"))
                .isNotEmpty();
    }

    @Test
    void paths_and_what_is_no_secret_may_stand_there() {
        assertThat(refusal("tidegate.github.private-key", "/etc/tidegate/app.pem"))
                .isEmpty();
        assertThat(refusal("tidegate.terraform.token-file", "/run/secrets/token", "run"))
                .isEmpty();
        assertThat(refusal("tidegate.github.app-id", "7", "audit", "verify", "--head", "1/2/a1:0:0"))
                .isEmpty();
    }
}
