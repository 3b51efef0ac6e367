package io.tidegate.terraformcloud;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.flow.Secrets;
import io.tidegate.secrets.LiveSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Configuration as the product reads it, out of a few properties. */
final class Configurations {
    private Configurations() {}

    static TerraformConfiguration of(Map<String, String> properties) {
        return config(properties).getConfigMapping(TerraformConfiguration.class);
    }

    static Secrets secrets(Map<String, String> properties) {
        return new LiveSecrets(config(properties), InstantSource.system(), Duration.ZERO);
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TerraformConfiguration.class)
                .withDefaultValues(properties)
                .build();
    }
}
