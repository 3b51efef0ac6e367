package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessesTest {
    private static final String FIRST = "tidegate.terraform.organizations[0].";

    @ParameterizedTest
    @CsvSource({"infra, true", "infra-prod, true", "infrastructure, false", "prod, false", "Infra-prod, false"})
    void by_default_a_repository_may_use_the_workspaces_named_after_it(String workspace, boolean allowed) {
        Accesses accesses = Accesses.of(Configurations.of(Map.of("tidegate.terraform.token", "t0k3n")));
        if (allowed) {
            assertThat(accesses.forWorkspace(Repositories.INFRA, "any", workspace)
                            .token())
                    .isEqualTo(new Token("t0k3n"));
        } else {
            assertThatThrownBy(() -> accesses.forWorkspace(Repositories.INFRA, "any", workspace))
                    .isInstanceOf(Outside.Refused.class)
                    .hasMessageContaining("acme/infra may not use the workspace " + workspace);
        }
    }

    @Test
    void an_organisation_serves_its_owners_and_the_pairs_that_the_operator_adds() {
        Accesses accesses = Accesses.of(Configurations.of(Map.of(
                FIRST + "name",
                "my-org",
                FIRST + "token",
                "t0k3n",
                FIRST + "owners",
                "acme",
                FIRST + "workspaces",
                "infra:shared-*")));
        assertThat(accesses.forWorkspace(Repositories.INFRA, "my-org", "shared-dns")
                        .organization())
                .isEqualTo("my-org");
        Repository sibling = new Repository(8, "acme", "web", 1);
        assertThatThrownBy(() -> accesses.forWorkspace(sibling, "my-org", "shared-dns"))
                .isInstanceOf(Outside.Refused.class);
        Repository stranger = new Repository(9, "evil", "infra", 1);
        assertThatThrownBy(() -> accesses.forWorkspace(stranger, "my-org", "infra"))
                .hasMessageContaining("Repositories of evil may not use");
        assertThatThrownBy(() -> accesses.forWorkspace(Repositories.INFRA, "other-org", "infra"))
                .isInstanceOf(Outside.Refused.class);
    }

    @Test
    void a_missing_token_is_named_at_the_start() {
        assertThatThrownBy(() -> Accesses.of(Configurations.of(Map.of())))
                .hasMessageContaining("tidegate.terraform.token is missing");
        assertThatThrownBy(() -> Accesses.of(Configurations.of(
                        Map.of("tidegate.terraform.token", "a", FIRST + "name", "o", FIRST + "token", "b"))))
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
        assertThat(new Access("o", new Token("s3cr3t"), java.util.List.of(), java.util.List.of()).toString())
                .doesNotContain("s3cr3t");
    }
}
