package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.secrets.LiveSecrets;
import io.tidegate.secrets.SecretSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever holds an access holds its token as it is at the next call. */
class TokenRotationTest {
    @TempDir
    Path folder;

    @Test
    void the_next_call_carries_the_new_token_of_its_organisation_and_no_other() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "old");
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TerraformConfiguration.class)
                .withDefaultValues(Map.of(
                        "tidegate.terraform.organizations[0].name", "acme",
                        "tidegate.terraform.organizations[0].token-file", file.toString(),
                        "tidegate.terraform.organizations[1].name", "other",
                        "tidegate.terraform.organizations[1].token", "stays"))
                .withSources(new SecretSources())
                .build();
        LiveSecrets secrets = new LiveSecrets(config, InstantSource.system(), Duration.ZERO);
        List<Access> accesses = Accesses.of(
                        config.getConfigMapping(TerraformConfiguration.class), secrets, workspace -> List.of())
                .all();
        Token held = accesses.getFirst().token();
        String budget = held.digest();
        assertThat(held.authorization()).isEqualTo("Bearer old");

        Files.writeString(file, "new\n");
        secrets.renew();
        assertThat(held.authorization()).isEqualTo("Bearer new");
        assertThat(held.digest())
                .as("a limit of the old one is not the new one's")
                .isNotEqualTo(budget);
        assertThat(held.toString()).isEqualTo("Token[withheld]");
        assertThat(accesses.get(1).token().authorization()).isEqualTo("Bearer stays");
    }
}
