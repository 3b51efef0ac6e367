package io.tidegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Affected;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Pins;
import io.tidegate.environment.Rules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final Environment PROD =
            new Environment(new EnvironmentName("prod"), "environments/prod", "acme", "infra-prod", Rules.USUAL);

    private static Affected changing(boolean complete, String... paths) {
        return new Affected(
                PROD,
                List.of("changed"),
                "inputs",
                new Affected.Changed(List.of(paths), complete),
                new Pins(List.of(), List.of()),
                List.of());
    }

    private static Ownership of(String file, String... paths) {
        return Ownership.of(changing(true, paths), "tree1", CodeOwners.of("CODEOWNERS", file, "acme"));
    }

    private static Person person(String login, Permission permission, String... teams) {
        TreeMap<String, Membership> in = new TreeMap<>(Map.of("network", Membership.NONE, "sre", Membership.NONE));
        for (String team : teams) {
            in.put(team, Membership.ACTIVE);
        }
        return new Person(new Actor(login.hashCode(), login, false), permission, in);
    }

    private static final Person ANN = person("Ann", Permission.WRITE);
    private static final Person NET = person("net", Permission.WRITE, "network");
    private static final Person SRE = person("sue", Permission.ADMIN, "sre");

    @Test
    void an_owner_of_each_changed_path_and_of_the_directory_must_have_approved() {
        Ownership ownership =
                of("/environments/ @acme/sre\n/modules/ @acme/network @ann", "modules/vpc/a.tf", "modules/vpc/b.tf");
        assertThat(ownership.teams()).containsExactly("network", "sre");
        assertThat(ownership.lacking(List.of()))
                .containsExactly(
                        "no approval by an owner of `/environments/` (team sre)",
                        "no approval by an owner of `/modules/` (team network, ann)");
        assertThat(ownership.lacking(List.of(NET)))
                .containsExactly("no approval by an owner of `/environments/` (team sre)");
        assertThat(ownership.lacking(List.of(NET, SRE))).isEmpty();
        assertThat(ownership.lacking(List.of(ANN, SRE))).isEmpty();
        assertThat(ownership.remedies()).isEmpty();
    }

    @Test
    void one_person_can_own_it_all_and_a_line_for_one_file_is_not_the_directorys_owner() {
        assertThat(of("* @ann", "environments/prod/main.tf").lacking(List.of(ANN)))
                .isEmpty();
        assertThat(of("/environments/ @acme/sre\n/environments/prod/main.tf @ann", "environments/prod/main.tf")
                        .lacking(List.of(ANN)))
                .containsExactly("no approval by an owner of `/environments/` (team sre)");
        assertThat(of("*.tf @ann", "environments/prod/main.tf").lacking(List.of(ANN)))
                .isEmpty();
    }

    @Test
    void an_owner_who_cannot_write_or_whose_team_cannot_be_read_does_not_count() {
        Person reader = person("ann", Permission.TRIAGE);
        assertThat(of("* @ann").lacking(List.of(reader))).containsExactly("no approval by an owner of `*` (ann)");
        Person bot = new Person(new Actor(9, "ann", true), Permission.WRITE, new TreeMap<>());
        assertThat(of("* @ann").lacking(List.of(bot))).hasSize(1);
        Person unread = Person.of(new Actor(8, "lee", false), Permission.WRITE);
        assertThat(of("* @acme/sre").lacking(List.of(unread)))
                .containsExactly(
                        "no approval by an owner of `*` (team sre), whose team cannot be read: the GitHub App lacks the"
                                + " organisation permission Members (read)");
    }

    @Test
    void what_nobody_owns_stays_closed_and_says_what_would_open_it() {
        Ownership unmatched = of("/modules/ @ann", "modules/a.tf");
        assertThat(unmatched.lacking(List.of(ANN)))
                .containsExactly("nobody owns `environments/prod/*.tf` (no line of it matches)");
        assertThat(unmatched.remedies()).containsExactly("a line that names an owner is merged to `CODEOWNERS`");
        assertThat(of("* @ann\n/modules/", "modules/a.tf", "modules/b.tf").lacking(List.of(ANN)))
                .containsExactly("nobody owns `modules/a.tf` and 1 more (line 2 names nobody who can approve)");
        assertThat(of("* @other/team x@example.com").lacking(List.of(ANN))).hasSize(1);
        assertThat(of("").lacking(List.of(ANN))).hasSize(1);
        Ownership absent = Ownership.of(changing(true, "modules/a.tf"), "tree1", null);
        assertThat(absent.lacking(List.of(ANN)).getFirst()).contains("has no CODEOWNERS file");
    }

    @Test
    void a_line_that_is_not_understood_is_named_and_opens_nothing() {
        assertThat(of("* @ann\n!/modules/ @kim", "modules/a.tf").lacking(List.of(ANN)))
                .containsExactly("line 2 of `CODEOWNERS` (`!/modules/`) is not understood, and may own `modules/a.tf`"
                        + " and 1 more");
        assertThat(of("* @ann\n/modules/ kim", "modules/a.tf").lacking(List.of(ANN)))
                .containsExactly("line 2 of `CODEOWNERS` (`/modules/`) is not understood, and may own `modules/a.tf`");
    }

    @Test
    void more_changes_than_are_known_are_nobodys() {
        Ownership ownership =
                Ownership.of(changing(false, "modules/a.tf"), "tree1", CodeOwners.of("CODEOWNERS", "* @ann", "acme"));
        assertThat(ownership.lacking(List.of(ANN)).getFirst()).contains("not every changed file is known", "500");
    }

    @Test
    void more_teams_than_are_looked_up_close_the_environments_that_need_them() {
        String lines = String.join(
                "\n",
                IntStream.range(0, Ownership.MOST_TEAMS)
                        .mapToObj(i -> "/modules/m" + i + "/ @acme/team-" + i)
                        .toList());
        String[] paths = IntStream.range(0, Ownership.MOST_TEAMS)
                .mapToObj(i -> "modules/m" + i + "/a.tf")
                .toArray(String[]::new);
        Ownership few = of("* @ann", "modules/a.tf");
        Ownership most = of("* @ann\n" + lines, paths);
        Ownership another = of("* @acme/sre", "modules/a.tf");
        assertThat(Ownership.bounded(List.of(few, most, few))).containsExactly(few, most, few);
        List<Ownership> bounded = Ownership.bounded(List.of(few, most, another, few));
        assertThat(bounded.get(2).lacking(List.of(SRE)).getFirst()).startsWith("more than 30 teams own");
        assertThat(bounded.get(3)).isEqualTo(few);
    }

    @Test
    void many_missing_owners_are_named_in_part() {
        String lines = String.join(
                "\n",
                IntStream.range(0, 20)
                        .mapToObj(i -> "/modules/m" + i + "/ @kim")
                        .toList());
        String[] paths =
                IntStream.range(0, 20).mapToObj(i -> "modules/m" + i + "/a.tf").toArray(String[]::new);
        assertThat(of("* @ann\n" + lines, paths).lacking(List.of(ANN)))
                .hasSize(6)
                .last()
                .isEqualTo("15 more");
    }
}
