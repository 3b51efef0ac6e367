package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.configuration.YamlConfigurationReader;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.flow.OrganizationRules.Holding;
import io.tidegate.store.PostgresOrganizationFiles;
import io.tidegate.store.TestDatabase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrganizationRulesTest {
    private static final Repository INFRA = new Repository(7, "acme", "infra", 99);
    private static final Environment PROD =
            new Environment(new EnvironmentName("prod"), "environments/prod", "acme", "infra-prod", Rules.USUAL);
    private static final String TWO = "version: 1\napprovals: 2\n";

    private final PostgresOrganizationFiles files = new PostgresOrganizationFiles(TestDatabase.fresh().database);
    private Optional<Forge.ConfigurationFile> newest = Optional.empty();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private int reads;
    private OrganizationRules rules = enabled(true);

    private OrganizationRules enabled(boolean enabled) {
        return new OrganizationRules(
                repository -> {
                    reads++;
                    return newest;
                },
                new YamlConfigurationReader(Optional.empty()),
                files,
                () -> now,
                enabled);
    }

    private Holding reading(String commit, String text) {
        newest = Optional.of(new Forge.ConfigurationFile(commit, text));
        return rules.now(INFRA);
    }

    private static int approvals(Holding holding) {
        return holding.minimums().tighten(PROD).rules().approvals().count();
    }

    @Test
    void nothing_is_read_where_the_server_does_not_look_for_one() {
        rules = enabled(false);
        assertThat(rules.now(INFRA)).isEqualTo(Holding.NOTHING);
        assertThat(rules.lately(INFRA)).isEqualTo(Holding.NOTHING);
        assertThat(reads).isZero();
    }

    @Test
    void without_one_and_never_with_one_nothing_is_asked_and_nothing_closed() {
        assertThat(rules.now(INFRA).file()).isEqualTo(new OrganizationFile(null, null));
        assertThat(reading("c1", null).file()).isEqualTo(new OrganizationFile(null, null));
        assertThat(approvals(rules.now(INFRA))).isEqualTo(1);
    }

    @Test
    void a_sound_one_tightens_and_its_commit_is_told() {
        Holding holding = reading("c1", TWO);
        assertThat(holding.file()).isEqualTo(new OrganizationFile("c1", null));
        assertThat(approvals(holding)).isEqualTo(2);
    }

    @Test
    void once_seen_a_missing_unreadable_or_broken_one_closes_and_goes_on_tightening() {
        reading("c1", TWO);
        Holding gone = reading("c2", null);
        assertThat(gone.file().trouble())
                .isEqualTo(
                        "the organisation's `tidegate-organization.yml` in acme/.github was there before, and is gone");
        assertThat(approvals(gone)).isEqualTo(2);
        Holding broken = reading("c3", "version: 1\nsecret-key: 2\n");
        assertThat(broken.file().commit()).isEqualTo("c3");
        assertThat(broken.file().trouble())
                .endsWith("has errors, the first in line 2")
                .doesNotContain("secret");
        assertThat(approvals(broken)).isEqualTo(2);
        newest = Optional.empty();
        rules = enabled(true);
        assertThat(rules.now(INFRA).file().trouble()).endsWith("was there before, and cannot be read now");
        assertThat(approvals(rules.now(INFRA))).isEqualTo(2);
        assertThat(reading("c4", TWO).file()).isEqualTo(new OrganizationFile("c4", null));
    }

    @Test
    void one_that_was_never_sound_is_seen_all_the_same() {
        assertThat(reading("c1", "nonsense").file().trouble()).contains("has errors");
        assertThat(reading("c2", null).file().trouble()).contains("is gone");
    }

    @Test
    void other_accounts_have_their_own() {
        reading("c1", TWO);
        newest = Optional.empty();
        assertThat(rules.now(new Repository(8, "other", "infra", 100)).file())
                .isEqualTo(new OrganizationFile(null, null));
    }

    @Test
    void for_plans_it_is_read_once_a_minute_and_for_an_apply_every_time() {
        reading("c1", TWO);
        rules.lately(INFRA);
        now = now.plusSeconds(59);
        rules.lately(INFRA);
        assertThat(reads).isEqualTo(1);
        rules.now(INFRA);
        assertThat(reads).isEqualTo(2);
        now = now.plusSeconds(61);
        rules.lately(INFRA);
        assertThat(reads).isEqualTo(3);
    }
}
