package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A repository under another name: the old one leads to it until somebody else takes it. */
class MovingTest {
    private final Client client = new Client();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void an_old_name_leads_to_the_new_one_until_it_is_taken() throws Exception {
        String name = client.repo.fullName().split("/")[1];
        String before = "/repos/" + client.repo.fullName();
        String token = client.token("{\"repository_ids\":[" + client.repo.id() + "]}");
        client.repo.permission(client.ann, "admin");
        client.repo.rename(client.ann, "platform");

        Client.Answer moved = client.get(token, before + "/pulls");
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).endsWith("/repositories/" + client.repo.id() + "/pulls");
        assertThat(client.as(token, "POST", before + "/check-runs", "{}").status())
                .isEqualTo(307);
        assertThat(client.get(token, "/repos/" + client.repo.fullName()).status())
                .isEqualTo(200);
        assertThatThrownBy(() -> client.repo.rename(client.lee, "mine")).hasMessageContaining("needs admin");

        client.github.createRepository("acme", name, Map.of("a", "1"));
        assertThat(client.get(token, before).status())
                .as("the token is for the other one only")
                .isEqualTo(404);
        assertThatThrownBy(() -> client.repo.rename(client.ann, name)).hasMessageContaining("exists");
    }
}
