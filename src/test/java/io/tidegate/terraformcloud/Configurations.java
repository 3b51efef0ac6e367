package io.tidegate.terraformcloud;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration as the product reads it, out of a few properties. */
final class Configurations {
    private Configurations() {}

    static TerraformConfiguration of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TerraformConfiguration.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(TerraformConfiguration.class);
    }
}
