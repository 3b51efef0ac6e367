package io.tidegate.cli;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.flow.Secrets;
import io.tidegate.github.GitHubConfiguration;
import io.tidegate.ops.ClockProducer;
import io.tidegate.secrets.LiveSecrets;
import io.tidegate.terraformcloud.TerraformConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The settings as the product reads them, without starting it. */
final class Settings {
    /** Below environment variables and above what is in the build, as Quarkus has it. */
    private static final int FILES_RANK = 260;

    private Settings() {}

    static SmallRyeConfig read() throws IOException {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredSources()
                .addDiscoveredConverters()
                .withMapping(GitHubConfiguration.class)
                .withMapping(TerraformConfiguration.class)
                .withValidateUnknown(false);
        Path file = Path.of("config", "application.properties");
        if (Files.isRegularFile(file)) {
            builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), FILES_RANK));
        }
        return builder.build();
    }

    /** The secrets of these settings as they are now. */
    static Secrets secrets(SmallRyeConfig config) {
        return new LiveSecrets(config, new ClockProducer().clock(), Duration.ZERO);
    }
}
