package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Repositories.Known;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostgresRepositoriesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Repository INFRA = new Repository(7, "acme", "infra", 1);
    private static final Repository RENAMED = new Repository(7, "acme", "platform", 1);

    private final PostgresRepositories repositories = new PostgresRepositories(TestDatabase.fresh().database);

    @Test
    void a_repository_is_known_under_the_name_that_was_told_last() {
        assertThat(repositories.find(7)).isEmpty();
        assertThat(repositories.told(INFRA, NOON)).isEqualTo(INFRA);
        assertThat(repositories.told(RENAMED, NOON.plusSeconds(2))).isEqualTo(RENAMED);
        assertThat(repositories.told(INFRA, NOON.plusSeconds(1)))
                .as("a delivery that was overtaken")
                .isEqualTo(RENAMED);
        assertThat(repositories.find(7)).contains(new Known(RENAMED, true));
    }

    @Test
    void one_that_left_is_served_again_when_later_news_says_so() {
        repositories.left(7, NOON);
        assertThat(repositories.find(7)).as("never served, not remembered").isEmpty();
        repositories.told(INFRA, NOON);
        repositories.left(7, NOON.plusSeconds(1));
        assertThat(repositories.find(7)).contains(new Known(INFRA, false));
        repositories.told(INFRA, NOON);
        assertThat(repositories.find(7)).contains(new Known(INFRA, false));
        repositories.told(INFRA, NOON.plusSeconds(2));
        assertThat(repositories.find(7)).contains(new Known(INFRA, true));
    }

    @Test
    void those_whose_name_begins_a_workspaces_are_found_while_they_are_served() {
        Repository network = new Repository(8, "acme", "Infra-Network", 1);
        repositories.told(INFRA, NOON);
        repositories.told(network, NOON);
        repositories.told(new Repository(9, "acme", "infra_network", 1), NOON);
        repositories.told(new Repository(10, "acme", "in", 1), NOON);
        assertThat(repositories.beginning("infra-network-prod")).containsExactly(INFRA, network);
        assertThat(repositories.beginning("infra-network")).containsExactly(INFRA, network);
        assertThat(repositories.beginning("infra-networks")).containsExactly(INFRA);
        repositories.left(8, NOON.plusSeconds(1));
        assertThat(repositories.beginning("infra-network-prod")).containsExactly(INFRA);
    }
}
