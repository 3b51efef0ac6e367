package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.environment.Rules;
import io.tidegate.run.Tenure;
import io.tidegate.run.WorkspaceSeen;
import io.tidegate.store.PostgresClaims;
import io.tidegate.store.TestDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimingTest {
    private static final Repository INFRA = new Repository(7, "acme", "infra", 1);
    private static final Repository SIBLING = new Repository(8, "acme", "web", 1);
    private static final Repository STRANGER = new Repository(9, "rivals", "secret-merger", 2);
    private static final Environment PROD =
            new Environment(new EnvironmentName("prod"), "environments/prod", "my-org", "infra-prod", Rules.USUAL);

    private final PostgresClaims claims = new PostgresClaims(TestDatabase.fresh().database);
    private final Set<Long> refused = new HashSet<>();
    private final Set<Long> decided = new HashSet<>();
    private final Claiming claiming = new Claiming(this::workspace, claims);

    /** HCP Terraform, and what the server's configuration says about names. */
    private WorkspaceSeen workspace(Repository repository, Environment environment) {
        if (refused.contains(repository.id())) {
            throw new Outside.Refused("may not use it", "ask");
        }
        WorkspaceSeen seen = new WorkspaceSeen(
                "ws-1", environment.organization(), environment.workspace(), List.of(), List.of(), null);
        return decided.contains(repository.id()) ? seen.with(new Tenure.Decided()) : seen;
    }

    private static Tenure.Contested contested(WorkspaceSeen seen) {
        assertThat(seen.tenure()).isInstanceOf(Tenure.Contested.class);
        return (Tenure.Contested) seen.tenure();
    }

    @Test
    void whoever_is_alone_has_it() {
        assertThat(claiming.claim(INFRA, PROD).tenure()).isEqualTo(new Tenure.Sole());
        assertThat(claiming.claim(INFRA, PROD).tenure()).isEqualTo(new Tenure.Sole());
        assertThat(claiming.look(INFRA, PROD).tenure()).isEqualTo(new Tenure.Sole());
    }

    @Test
    void a_second_claim_closes_both_and_the_newcomer_is_not_even_planned() {
        claiming.claim(INFRA, PROD);
        assertThatThrownBy(() -> claiming.claim(SIBLING, PROD))
                .isInstanceOfSatisfying(
                        Outside.Refused.class,
                        no -> assertThat(no.remedy())
                                .contains("`infra-prod=8` in `tidegate.terraform.organizations[].decided`"))
                .hasMessageContaining("claimed by this repository and by acme/infra (environment prod)");
        assertThat(contested(claiming.look(INFRA, PROD)).reason()).contains("acme/web");
        assertThat(contested(claiming.claim(INFRA, PROD)).remedy()).contains("`infra-prod=7`");
        contested(claiming.look(SIBLING, PROD));
    }

    @Test
    void a_repository_of_another_owner_is_not_named() {
        claiming.claim(INFRA, PROD);
        assertThatThrownBy(() -> claiming.claim(STRANGER, PROD))
                .hasMessageContaining("another repository")
                .hasMessageNotContaining("acme");
        assertThat(contested(claiming.look(INFRA, PROD)).reason())
                .contains("another repository")
                .doesNotContain("secret", "rivals");
    }

    @Test
    void whoever_may_not_use_it_claims_nothing() {
        claiming.claim(INFRA, PROD);
        refused.add(SIBLING.id());
        assertThatThrownBy(() -> claiming.claim(SIBLING, PROD)).hasMessage("may not use it");
        assertThat(claiming.look(INFRA, PROD).tenure()).isEqualTo(new Tenure.Sole());
    }

    @Test
    void looking_claims_nothing() {
        claiming.look(SIBLING, PROD);
        assertThat(claiming.claim(INFRA, PROD).tenure()).isEqualTo(new Tenure.Sole());
    }

    @Test
    void the_operators_decision_opens_it_and_ends_the_other_claim() {
        claiming.claim(INFRA, PROD);
        decided.add(SIBLING.id());
        refused.add(INFRA.id());
        assertThat(claiming.claim(SIBLING, PROD).tenure()).isEqualTo(new Tenure.Decided());
        decided.clear();
        assertThat(claiming.look(SIBLING, PROD).tenure()).isEqualTo(new Tenure.Sole());
    }

    @Test
    void a_broken_configuration_gives_nothing_up() {
        claiming.claim(INFRA, PROD);
        Problem problem = new Problem(".github/tidegate.yml", 1, 1, "wrong");
        claiming.keep(INFRA, new Configuration("c", true, RepositoryRules.USUAL, List.of(), List.of(problem)));
        assertThatThrownBy(() -> claiming.claim(SIBLING, PROD)).isInstanceOf(Outside.Refused.class);
        claiming.keep(INFRA, new Configuration("c", true, RepositoryRules.USUAL, List.of(), List.of()));
        assertThat(claiming.claim(SIBLING, PROD).tenure()).isEqualTo(new Tenure.Sole());
    }
}
