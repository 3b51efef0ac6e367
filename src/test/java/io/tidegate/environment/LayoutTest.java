package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(layout.place(DEV)).contains(new Layout.Place(directory, List.of()));
        assertThat(layout.places()).containsOnlyKeys(DEV);
        assertThat(Layout.of(List.of(directory + "/main.tf.json")).place(DEV))
                .contains(new Layout.Place(directory, List.of()));
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
        assertThat(layout.places()).isEmpty();
        assertThat(layout.invalid()).isEmpty();
    }

    @Test
    void a_name_that_stands_in_two_places_has_no_directory() {
        Layout layout = Layout.of(List.of("environments/dev/a.tf", "infra/environments/dev/a.tf"));
        assertThat(layout.place(DEV)).isEmpty();
        assertThat(layout.places().get(DEV))
                .extracting(Layout.Place::shown)
                .containsExactly("environments/dev", "infra/environments/dev");
    }

    @Test
    void names_that_cannot_be_environments_are_reported() {
        Layout layout = Layout.of(List.of("environments/Prod/a.tf", "environments/_x/a.tf", "environments/@all/a.tf"));
        assertThat(layout.places()).isEmpty();
        assertThat(layout.invalid()).containsExactly("environments/@all", "environments/Prod", "environments/_x");
    }

    @ParameterizedTest
    @CsvSource({"'',environments", "terraform/,envs", "infra/,env", "infra/terraform/,environments"})
    void variable_files_are_environments_where_the_directory_around_them_is_a_root_module(String root, String folder) {
        String file = root + folder + "/dev.tfvars";
        Layout layout = Layout.of(List.of(root + "main.tf", file, root + folder + "/dev.tfvars.json"));
        String around = root.isEmpty() ? "" : root.substring(0, root.length() - 1);
        assertThat(layout.place(DEV)).contains(new Layout.Place(around, List.of(file, file + ".json")));
        assertThat(Layout.of(List.of(file)).places()).isEmpty();
    }

    @Test
    void variable_files_for_all_or_for_terraform_itself_are_no_environments() {
        Layout layout = Layout.of(List.of(
                "main.tf",
                "environments/common.tfvars",
                "environments/shared.tfvars",
                "environments/terraform.tfvars",
                "environments/dev.auto.tfvars",
                "environments/dev.txt",
                "environments/dev/more.tfvars"));
        assertThat(layout.places()).isEmpty();
        assertThat(layout.invalid()).isEmpty();
        assertThat(Layout.of(List.of("main.tf", "environments/Prod.tfvars")).invalid())
                .containsExactly("environments/Prod.tfvars");
    }

    @Test
    void a_directory_takes_the_variable_file_beside_it_along_unless_a_root_module_around_them_could_mean_it() {
        List<String> both = List.of("environments/dev/main.tf", "environments/dev.tfvars");
        assertThat(Layout.of(both).place(DEV))
                .contains(new Layout.Place("environments/dev", List.of("environments/dev.tfvars")));
        Layout ambiguous =
                Layout.of(Stream.concat(both.stream(), Stream.of("main.tf")).toList());
        assertThat(ambiguous.place(DEV)).isEmpty();
        assertThat(ambiguous.places().get(DEV))
                .extracting(Layout.Place::shown)
                .containsExactly("environments/dev", "environments/dev.tfvars");
    }

    @Test
    void directories_of_terragrunt_are_told_and_are_no_environments() {
        Layout layout = Layout.of(List.of(
                "environments/dev/terragrunt.hcl", "environments/prod/terragrunt.hcl", "environments/prod/main.tf"));
        assertThat(layout.places()).containsOnlyKeys(new EnvironmentName("prod"));
        assertThat(layout.terragrunt()).containsExactly("environments/dev");
    }
}
