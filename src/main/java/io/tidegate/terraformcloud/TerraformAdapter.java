package io.tidegate.terraformcloud;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Neighbours;
import io.tidegate.flow.OwnRuns;
import io.tidegate.flow.Secrets;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.OwnRule;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the adapter out of its configuration. */
@Singleton
public final class TerraformAdapter {
    /** @throws IllegalStateException with a sentence for the operator when the configuration is not complete */
    @Produces
    @Singleton
    HcpRuns runs(
            TerraformConfiguration configuration,
            Secrets secrets,
            AttentionConfiguration attention,
            Neighbours neighbours,
            MeterRegistry meters,
            Budgets budgets,
            DigestKey key,
            @ConfigProperty(name = "tidegate.home") Optional<Path> home) {
        Path folder = SpoolFolder.create(home.map(path -> path.resolve("spool"))
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
        return runs(
                configuration, secrets, neighbours::beginning, OwnRules.of(attention), meters, budgets, key, folder);
    }

    @Produces
    @Singleton
    OwnRuns own(HcpRuns runs) {
        return runs.own();
    }

    /** @param folder private, for archives */
    static HcpRuns runs(
            TerraformConfiguration configuration,
            Secrets secrets,
            Function<String, List<Repository>> neighbours,
            List<OwnRule> rules,
            MeterRegistry meters,
            Budgets budgets,
            DigestKey key,
            Path folder) {
        HcpClient client = new HcpClient(
                HcpClient.base(configuration.url()),
                configuration.connectTimeout(),
                configuration.callTimeout(),
                configuration.transferTimeout(),
                configuration.callsPerSecond(),
                meters,
                budgets);
        return new HcpRuns(
                client,
                Accesses.of(configuration, secrets, neighbours),
                new ConfigurationArchive(folder, ConfigurationArchive.Limits.USUAL),
                key,
                rules,
                configuration.unpackTimeout());
    }
}
