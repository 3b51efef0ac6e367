package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessesTest {
    private static final String FIRST = "tidegate.terraform.organizations[0].";
    private static final Repository INFRA = Repositories.INFRA;

    private static Accesses accesses(Map<String, String> properties, Repository... neighbours) {
        return Accesses.of(
                Configurations.of(properties), Configurations.secrets(properties), workspace -> List.of(neighbours));
    }

    private static Accesses alone(Repository... neighbours) {
        return accesses(Map.of("tidegate.terraform.token", "t0k3n"), neighbours);
    }

    private static Accesses organization(String... more) {
        Map<String, String> properties =
                new java.util.HashMap<>(Map.of(FIRST + "name", "my-org", FIRST + "token", "t"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(FIRST + more[i], more[i + 1]);
        }
        return accesses(properties);
    }

    private static Repository repository(long id, String owner, String name) {
        return new Repository(id, owner, name, 1);
    }

    @ParameterizedTest
    @CsvSource({"infra, true", "infra-prod, true", "infrastructure, false", "prod, false", "Infra-prod, false"})
    void by_default_a_repository_may_use_the_workspaces_named_after_it(String workspace, boolean allowed) {
        Consent consent = alone().consent(INFRA, "any", workspace);
        if (allowed) {
            assertThat(consent).isInstanceOfSatisfying(Consent.Given.class, given -> {
                assertThat(given.access().token()).isEqualTo(new Token("t0k3n"));
                assertThat(given.decided()).isFalse();
            });
        } else {
            assertThat(consent)
                    .isInstanceOfSatisfying(
                            Consent.Tagged.class,
                            tagged -> assertThat(tagged.refusal())
                                    .hasMessage(
                                            "The repository acme/infra may not use the workspace " + workspace + "."));
        }
    }

    @Test
    void of_several_repositories_only_the_longest_name_fits() {
        Repository network = repository(8, "acme", "infra-network");
        assertThat(alone(INFRA, network).consent(INFRA, "any", "infra-network-prod"))
                .isInstanceOfSatisfying(
                        Consent.Tagged.class,
                        tagged -> assertThat(tagged.refusal())
                                .hasMessageContaining(
                                        "its name fits that of the repository acme/infra-network better"));
        assertThat(alone(INFRA, network).consent(network, "any", "infra-network-prod"))
                .isInstanceOf(Consent.Given.class);
        assertThat(alone(INFRA, repository(9, "acme", "Infra-Network")).consent(INFRA, "any", "infra-network"))
                .isInstanceOf(Consent.Tagged.class);
    }

    @Test
    void another_owners_repository_is_not_named() {
        Repository secret = repository(8, "rivals", "infra-merger");
        assertThat(alone(INFRA, secret).consent(INFRA, "any", "infra-merger-prod"))
                .isInstanceOfSatisfying(
                        Consent.Tagged.class,
                        tagged -> assertThat(tagged.refusal())
                                .hasMessageContaining("that of another repository better")
                                .hasMessageNotContaining("rivals"));
    }

    @Test
    void a_repository_that_may_not_use_the_organisation_at_all_takes_no_name_from_others() {
        Map<String, String> mapped = Map.of(FIRST + "name", "my-org", FIRST + "token", "t", FIRST + "owners", "acme");
        assertThat(accesses(mapped, INFRA, repository(8, "rivals", "infra-merger"))
                        .consent(INFRA, "my-org", "infra-merger-prod"))
                .isInstanceOf(Consent.Given.class);
    }

    @Test
    void an_organisation_serves_its_owners_and_the_pairs_that_the_operator_adds() {
        Accesses accesses = organization("owners", "acme", "workspaces", "infra:shared-*");
        assertThat(accesses.consent(INFRA, "my-org", "shared-dns")).isInstanceOf(Consent.Given.class);
        assertThat(accesses.consent(repository(8, "acme", "web"), "my-org", "shared-dns"))
                .isInstanceOf(Consent.Tagged.class);
        assertThatThrownBy(() -> accesses.consent(repository(9, "evil", "infra"), "my-org", "infra"))
                .isInstanceOf(Outside.Refused.class)
                .hasMessageContaining("Repositories of evil may not use");
        assertThatThrownBy(() -> accesses.consent(INFRA, "other-org", "infra")).isInstanceOf(Outside.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"infra-prod=7", "INFRA-prod=acme/infra", "infra-prod=Acme/Infra"})
    void a_decision_gives_a_workspace_to_one_repository_and_takes_it_from_all_others(String decision) {
        Accesses accesses = organization("decided", decision);
        assertThat(accesses.consent(INFRA, "my-org", "infra-prod"))
                .isInstanceOfSatisfying(
                        Consent.Given.class,
                        given -> assertThat(given.decided()).isTrue());
        assertThatThrownBy(() -> accesses.consent(repository(8, "acme", "infra-prod"), "my-org", "infra-prod"))
                .isInstanceOf(Outside.Refused.class)
                .hasMessageContaining("is another repository's");
        assertThat(accesses.consent(INFRA, "my-org", "infra-stage"))
                .isInstanceOfSatisfying(
                        Consent.Given.class,
                        given -> assertThat(given.decided()).isFalse());
    }

    @Test
    void a_decision_by_id_does_not_follow_a_name() {
        assertThatThrownBy(() -> organization("decided", "infra-prod=7")
                        .consent(repository(70, "acme", "infra"), "my-org", "infra-prod"))
                .isInstanceOf(Outside.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"infra-prod", "infra-prod=", "=7", "infra-prod=infra", "infra prod=7", "a=b/c/d"})
    void a_decision_that_is_none_refuses_the_start(String text) {
        assertThatThrownBy(() -> organization("decided", text))
                .hasMessageContaining(FIRST + "decided holds what is no decision");
    }

    @Test
    void a_missing_token_is_named_at_the_start() {
        assertThatThrownBy(() -> accesses(Map.of())).hasMessageContaining("tidegate.terraform.token is missing");
        assertThatThrownBy(() ->
                        accesses(Map.of("tidegate.terraform.token", "a", FIRST + "name", "o", FIRST + "token", "b")))
                .hasMessageContaining("Both");
    }

    @Test
    void only_https_or_this_machine_is_talked_to() {
        assertThat(HcpClient.base("https://tfe.example.com/")).hasToString("https://tfe.example.com");
        assertThat(HcpClient.base("http://127.0.0.1:80")).hasHost("127.0.0.1");
        assertThatThrownBy(() -> HcpClient.base("http://tfe.example.com"))
                .hasMessageContaining("tidegate.terraform.url");
    }

    @Test
    void a_token_shows_in_no_text() {
        assertThat(new Access("o", new Token("s3cr3t"), List.of(), List.of(), List.of()).toString())
                .doesNotContain("s3cr3t");
    }
}
