package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternEntriesTest {
    private static final String FILE = """
            version: 1
            environments:
              "{stage}-{component}":
                directory: "live/{stage}/{component}"
                workspace: "{component}-{stage}"
                after: ["{stage}-network"]
                approvals: 2
              prod-dns: { directory: elsewhere }
            """;

    private static Environment named(Configuration configuration, String name) {
        return configuration.environment(new EnvironmentName(name)).orElseThrow();
    }

    @Test
    void an_entry_stands_for_every_directory_that_fits_and_holds_configuration_itself() {
        Configuration configuration = SomeRepository.read(
                FILE,
                List.of(
                        "live/dev/network/main.tf",
                        "live/dev/cluster/main.tf.json",
                        "live/prod/cluster/nested/main.tf",
                        "live/prod/network/README.md",
                        "live/main.tf",
                        "other/dev/network/main.tf"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.environments())
                .extracting(one -> one.name() + " " + one.directory() + " " + one.workspace() + " " + one.after() + " "
                        + one.rules().approvals().count())
                .containsExactly(
                        "prod-dns elsewhere infra-prod-dns [] 1",
                        "dev-cluster live/dev/cluster cluster-dev [dev-network] 2",
                        "dev-network live/dev/network network-dev [] 2");
    }

    @Test
    void an_entry_of_the_same_name_wins_even_where_it_is_wrong() {
        List<String> tree = List.of("live/prod/dns/main.tf", "live/prod/network/main.tf");
        assertThat(named(SomeRepository.read(FILE, tree), "prod-dns").directory())
                .isEqualTo("elsewhere");
        Configuration wrong = SomeRepository.read(FILE.replace("elsewhere", "../x"), tree);
        assertThat(wrong.environments()).extracting(Environment::directory).containsExactly("live/prod/network");
    }

    @Test
    void a_pattern_takes_the_place_of_what_would_be_discovered() {
        Configuration configuration = SomeRepository.read(
                "version: 1\nenvironments: { \"{stage}\": { directory: \"environments/{stage}\", approvals: 3 } }\n",
                List.of("environments/dev/main.tf"));
        assertThat(named(configuration, "dev").rules().approvals().count()).isEqualTo(3);
        assertThat(configuration.environments()).hasSize(1);
    }

    @Test
    void what_after_names_by_a_placeholder_need_not_exist_for_every_stage() {
        Configuration configuration = SomeRepository.read(
                FILE, List.of("live/dev/network/main.tf", "live/dev/app/main.tf", "live/prod/app/main.tf"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(named(configuration, "dev-app").after()).containsExactly(new EnvironmentName("dev-network"));
        assertThat(named(configuration, "prod-app").after()).isEmpty();
        assertThat(named(configuration, "dev-network").after()).isEmpty();
    }

    @Test
    void two_directories_with_one_name_are_a_problem_and_neither_is_planned() {
        Configuration configuration = SomeRepository.read(
                "version: 1\nenvironments: { \"{a}-{b}\": { directory: \"{a}/{b}\" } }\n",
                List.of("x-y/z/main.tf", "x/y-z/main.tf", "p/q/main.tf"));
        assertThat(configuration.environments())
                .extracting(one -> one.name().text())
                .containsExactly("p-q");
        assertThat(configuration.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "two directories give the name x-y-z, `x/y-z` among them: make the names differ, or list"
                                + " x-y-z by itself");
    }

    @Test
    void names_that_no_environment_can_have_are_problems_that_name_the_directory() {
        assertThat(SomeRepository.read(FILE, List.of("live/Prod/dns/main.tf", "live/dev/x/main.tf"))
                        .problems())
                .extracting(Problem::message)
                .anyMatch(message ->
                        message.startsWith("`live/Prod/dns` fits, but `Prod-dns` is not an environment name: use a-z"));
    }

    @Test
    void five_hundred_environments_are_the_most() {
        List<String> tree = IntStream.range(0, 700)
                .mapToObj(i -> "live/s" + i + "/c/main.tf")
                .toList();
        Configuration configuration = SomeRepository.read(FILE.replace("    after: [\"{stage}-network\"]\n", ""), tree);
        assertThat(configuration.environments()).hasSize(500);
        assertThat(configuration.problems()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "{a}, x, {a=x}",
        "live/{a}/{b}, live/x/y, '{a=x, b=y}'",
        "{a}-{b}, x-y-z, '{a=x, b=y-z}'",
        "x{a}y, xay, {a=a}",
        "{a}/{a}, p/p, {a=p}",
        "{a}/{a}, p/q, none",
        "live/{a}, live/x/y, none",
        "live/{a}, live/, none",
        "{a}-{b}, -y, none",
        "{a}-{b}, y-, none",
        "xx{a}xx, xxx, none",
        "plain, plain, {}",
        "plain, other, none"
    })
    void placeholders_stand_for_as_little_as_possible_and_never_for_a_slash(
            String template, String path, String expected) throws Template.Unfit {
        assertThat(Template.of(template).match(path).map(Map::toString).orElse("none"))
                .isEqualTo(expected);
    }
}
