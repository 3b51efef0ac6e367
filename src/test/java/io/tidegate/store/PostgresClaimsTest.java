package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Claims.Claim;
import io.tidegate.flow.Claims.Named;
import io.tidegate.run.WorkspaceSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresClaimsTest {
    private static final EnvironmentName PROD = new EnvironmentName("prod");
    private static final Repository INFRA = new Repository(7, "acme", "infra", 1);
    private static final Repository OTHER = new Repository(8, "acme", "other", 1);

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresClaims claims = new PostgresClaims(database.database);

    private static WorkspaceSeen workspace(String name) {
        return new WorkspaceSeen("ws-" + name, "my-org", name, List.of(), List.of(), null);
    }

    private static List<Long> ids(List<Claim> found) {
        return found.stream().map(claim -> claim.repository().id()).toList();
    }

    @Test
    void a_claim_is_one_however_often_it_is_made_and_the_oldest_stays_the_first() {
        claims.claim(workspace("prod"), INFRA, PROD);
        assertThat(ids(claims.claim(workspace("prod"), OTHER, PROD))).containsExactly(7L, 8L);
        assertThat(ids(claims.claim(workspace("prod"), INFRA, new EnvironmentName("production"))))
                .containsExactly(7L, 8L);
        assertThat(claims.on(workspace("prod")).getFirst().environment()).isEqualTo(new EnvironmentName("production"));
        assertThat(claims.on(workspace("stage"))).isEmpty();
    }

    @Test
    void what_the_configuration_no_longer_names_is_given_up_without_regard_to_case() {
        claims.claim(workspace("Prod"), INFRA, PROD);
        claims.claim(workspace("stage"), INFRA, PROD);
        claims.claim(workspace("stage"), OTHER, PROD);
        claims.keep(INFRA, List.of(new Named("MY-org", "prod")));
        assertThat(ids(claims.on(workspace("Prod")))).containsExactly(7L);
        assertThat(ids(claims.on(workspace("stage")))).containsExactly(8L);
        claims.keep(INFRA, List.of());
        assertThat(claims.on(workspace("Prod"))).isEmpty();
    }

    @Test
    void what_was_claimed_under_an_earlier_name_is_not_given_up_by_the_configuration() {
        claims.claim(workspace("infra-prod"), INFRA, PROD);
        Repository renamed = new Repository(7, "acme", "platform", 1);
        claims.keep(renamed, List.of(new Named("my-org", "platform-prod")));
        Repository newcomer = new Repository(9, "acme", "infra", 1);
        assertThat(ids(claims.claim(workspace("infra-prod"), newcomer, PROD))).containsExactly(7L, 9L);
        claims.keep(newcomer, List.of());
        assertThat(ids(claims.on(workspace("infra-prod")))).containsExactly(7L);
    }

    @Test
    void a_decision_ends_the_claims_of_all_others() {
        claims.claim(workspace("prod"), INFRA, PROD);
        claims.claim(workspace("prod"), OTHER, PROD);
        claims.decide(workspace("prod"), OTHER);
        assertThat(ids(claims.on(workspace("prod")))).containsExactly(8L);
    }

    @Test
    void of_many_that_claim_at_once_at_most_one_believes_to_be_alone_and_later_all_see_all() throws Exception {
        for (int round = 0; round < 20; round++) {
            WorkspaceSeen workspace = workspace("round-" + round);
            int many = 6;
            CyclicBarrier together = new CyclicBarrier(many);
            List<Future<List<Claim>>> futures = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
                for (int i = 0; i < many; i++) {
                    Repository repository = new Repository(100 + i, "acme", "r" + i, 1);
                    Callable<List<Claim>> claim = () -> {
                        together.await();
                        return claims.claim(workspace, repository, PROD);
                    };
                    futures.add(threads.submit(claim));
                }
            }
            int alone = 0;
            for (Future<List<Claim>> future : futures) {
                alone += future.get().size() == 1 ? 1 : 0;
            }
            assertThat(alone).isLessThanOrEqualTo(1);
            assertThat(claims.on(workspace)).hasSize(many);
        }
    }
}
