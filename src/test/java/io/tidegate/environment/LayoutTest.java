package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private static final EnvironmentName DEV = new EnvironmentName("dev");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments/dev",
                "envs/dev",
                "env/dev",
                "terraform/environments/dev",
                "terraform/envs/dev",
                "infra/env/dev",
                "infra/environments/dev",
                "infra/terraform/environments/dev",
            })
    void the_usual_places_are_found(String directory) {
        Layout layout = Layout.of(List.of("README.md", directory + "/main.tf", directory + "/sub/more.tf"));
        assertThat(layout.directory(DEV)).contains(directory);
        assertThat(layout.directories()).containsOnlyKeys(DEV);
        assertThat(Layout.of(List.of(directory + "/main.tf.json")).directory(DEV))
                .contains(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments/dev/README.md",
                "environments/dev/terraform.tfvars",
                "environments/dev/network/main.tf",
                "environments/dev.tf",
                "terraform/infra/environments/dev/main.tf",
                "deploy/environments/dev/main.tf",
                "Environments/dev/main.tf",
                "main.tf",
                "",
            })
    void other_places_are_no_environments(String path) {
        Layout layout = Layout.of(List.of(path));
        assertThat(layout.directories()).isEmpty();
        assertThat(layout.invalid()).isEmpty();
    }

    @Test
    void a_name_that_stands_in_two_places_has_no_directory() {
        Layout layout = Layout.of(List.of("environments/dev/a.tf", "infra/environments/dev/a.tf"));
        assertThat(layout.directory(DEV)).isEmpty();
        assertThat(layout.directories().get(DEV)).containsExactly("environments/dev", "infra/environments/dev");
    }

    @Test
    void names_that_cannot_be_environments_are_reported() {
        Layout layout = Layout.of(List.of("environments/Prod/a.tf", "environments/_x/a.tf", "environments/@all/a.tf"));
        assertThat(layout.directories()).isEmpty();
        assertThat(layout.invalid()).containsExactly("environments/@all", "environments/Prod", "environments/_x");
    }
}
