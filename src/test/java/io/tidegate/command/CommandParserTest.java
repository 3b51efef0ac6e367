package io.tidegate.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidegate.command.Command.Apply;
import io.tidegate.command.Command.Approve;
import io.tidegate.command.Command.Cancel;
import io.tidegate.command.Command.Help;
import io.tidegate.command.Command.Plan;
import io.tidegate.command.Command.Redact;
import io.tidegate.command.Command.Status;
import io.tidegate.command.Command.Unlock;
import io.tidegate.command.Spoken.Given;
import io.tidegate.command.Spoken.Unparsed;
import io.tidegate.environment.EnvironmentName;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
    private static List<Named> names(String... names) {
        return Stream.of(names).map(Named::new).toList();
    }

    private static Command only(String body) {
        List<Spoken> spoken = CommandParser.parse(body);
        assertThat(spoken).hasSize(1).allMatch(Given.class::isInstance);
        return ((Given) spoken.getFirst()).command();
    }

    private static Unparsed misspoken(String body) {
        List<Spoken> spoken = CommandParser.parse(body);
        assertThat(spoken).hasSize(1).allMatch(Unparsed.class::isInstance);
        return (Unparsed) spoken.getFirst();
    }

    @Test
    void every_command_is_understood_with_and_without_the_prefix() {
        for (String slash : List.of("/", "/tidegate ")) {
            assertThat(only(slash + "plan")).isEqualTo(new Plan(List.of()));
            assertThat(only(slash + "apply dev stage")).isEqualTo(new Apply(names("dev", "stage")));
            assertThat(only(slash + "cancel prod")).isEqualTo(new Cancel(names("prod")));
            assertThat(only(slash + "unlock prod-network")).isEqualTo(new Unlock(names("prod-network")));
            assertThat(only(slash + "approve dev 9f3c")).isEqualTo(new Approve(names("dev"), "9f3c"));
            assertThat(only(slash + "status")).isEqualTo(new Status());
            assertThat(only(slash + "help")).isEqualTo(new Help());
        }
    }

    @Test
    void how_many_resources_are_destroyed_can_be_confirmed_for_one_environment() {
        Apply confirmed = new Apply(names("prod"), 3);
        for (String form :
                List.of("prod --confirm-destroy 3", "--confirm-destroy 3 prod", "prod --confirm-destroy=3")) {
            assertThat(only("/apply " + form)).as(form).isEqualTo(confirmed);
        }
    }

    @Test
    void options_stand_anywhere_and_reasons_in_quotes_at_the_end() {
        String sha = "0123456789abcdef0123456789abcdef01234567";
        assertThat(only("/plan --all")).isEqualTo(new Plan(List.of(), true, null));
        assertThat(only("/plan dev --sha " + sha)).isEqualTo(new Plan(names("dev"), false, sha));
        assertThat(only("/plan --sha=" + sha + " dev")).isEqualTo(new Plan(names("dev"), false, sha));
        assertThat(only("/cancel prod --applying \"wrong database\""))
                .isEqualTo(new Cancel(names("prod"), "wrong database"));
        assertThat(only("/cancel --applying prod “typed on a phone”"))
                .isEqualTo(new Cancel(names("prod"), "typed on a phone"));
        for (String holder : List.of("#12", "12")) {
            assertThat(only("/unlock prod --from " + holder + " \"kim is on holiday\""))
                    .isEqualTo(new Unlock(names("prod"), new Unlock.From(12, "kim is on holiday")));
        }
        assertThat(only("/redact")).isEqualTo(new Redact());
    }

    @Test
    void environments_can_be_named_by_a_pattern() {
        assertThat(only("/plan prod-* ?ev")).isEqualTo(new Plan(names("prod-*", "?ev")));
        assertThat(new Named("prod-*").means(new EnvironmentName("prod-network")))
                .isTrue();
        assertThat(new Named("prod-*").means(new EnvironmentName("prod"))).isFalse();
        assertThat(new Named("*").means(new EnvironmentName("a.b_c"))).isTrue();
        assertThat(new Named("?ev").means(new EnvironmentName("dev"))).isTrue();
        assertThat(misspoken("/apply [a-z]*").reason()).startsWith("environment names are");
        assertThat(misspoken("/apply a**b").reason()).startsWith("environment names are");
    }

    @Test
    void several_lines_are_several_commands_with_their_line_numbers() {
        assertThat(CommandParser.parse("Looks fine.\r\n\r\n/approve dev\r\nand then\r\n/apply dev\t stage  \r\n"))
                .containsExactly(
                        new Given(3, new Approve(names("dev"), null)), new Given(5, new Apply(names("dev", "stage"))));
    }

    @Test
    void an_environment_that_is_named_twice_is_meant_once() {
        assertThat(only("/apply dev stage dev")).isEqualTo(new Apply(names("dev", "stage")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see /apply",
                "> /apply",
                "   > /apply",
                "    /apply",
                "\t/apply",
                "- /apply",
                "```\n/apply\n```",
                "`````sh\n/apply\n```\n/apply\n`````",
                "~~~\n/apply\n```\n/apply",
                "  ```\n/apply\n  ```",
                "- ```\n  /apply\n  ```",
                "1. text\n    ```\n   /apply\n    ```",
                "- ```\n  code\n\ntext\n```\n/apply\n```",
                "```\n    ```\n/apply",
                "<!-- /apply -->",
                "<!--\n/apply\n-->",
                "<!-- x --> /apply",
                "<!-- a\nb --> x\n<!--\n\n/apply",
                "text <!-- hidden\n/apply\n--> text",
                "<pre>\n/apply\n</pre>",
                "<PRE><code>\n\n/apply\n</code></PRE>",
                "/usr/bin/apply",
                "/apply/prod",
                "/",
                "/ apply",
                "\u200b/apply",
                "/approval",
                "/\u202eylppa",
                "",
            })
    void what_a_reader_does_not_see_as_a_line_of_its_own_is_no_command(String body) {
        assertThat(CommandParser.parse(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\ncode\n```\n/apply dev",
                "``` not ` a fence\n/apply dev",
                "<!-- a\nb -->\n/apply dev",
                "text <!-- never closed\n\n/apply dev",
                "> quoted\n\n/apply dev",
                "- item\n/apply dev",
                "<pre>x</pre>\n/apply dev",
                "   /apply dev",
                "/apply <!-- prod --> dev",
                "text ``` text\n/apply dev",
                "- ```\n  code\n/apply dev",
            })
    void what_stands_behind_code_quotes_and_html_is_a_command_again(String body) {
        assertThat(only(body)).isEqualTo(new Apply(names("dev")));
    }

    @Test
    void a_line_that_github_shows_inside_the_quote_above_it_is_answered_and_not_done() {
        assertThat(misspoken("> shall I?\n/apply"))
                .isEqualTo(new Unparsed(
                        2, "/apply", "it stands in the quote above it: leave an empty line between them", null));
    }

    @ParameterizedTest
    @CsvSource({
        "/aply dev,             /apply dev",
        "//apply dev,           /apply dev",
        "/Apply dev,            /apply dev",
        "/APPLY,                /apply",
        "/paln,                 /plan",
        "/plans,                /plan",
        "/approev dev 9f3c,     /approve dev 9f3c",
        "/tidgate apply,        /tidegate apply",
        "/tidegate aply dev,    /tidegate apply dev",
        "/tidegate Apply,       /tidegate apply",
    })
    void a_word_that_is_one_slip_away_is_answered_with_what_was_probably_meant(String body, String suggestion) {
        assertThat(misspoken(body).suggestion()).isEqualTo(suggestion);
        assertThat(misspoken(body).reason()).isEqualTo("there is no such command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/\u0430pply", "/app\u200bly", "/ap\u202eply", "/apply\u2060", "/apply\u00a0prod", "/a\u00adpply"
            })
    void letters_that_only_look_like_a_command_never_are_one(String body) {
        assertThat(misspoken(body).suggestion()).isEqualTo("/apply");
    }

    @Test
    void unseen_characters_are_named_as_the_reason() {
        assertThat(misspoken("/app\u200bly").reason()).isEqualTo("it holds characters that cannot be seen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/plan dev --sha 0123                 | `--sha` needs the pull request's newest commit in full, all 40 characters: it says which code you read",
                "/plan dev --sha                      | `--sha` needs the pull request's newest commit in full, all 40 characters: it says which code you read",
                "/plan dev --all                      | `--all` means every environment: leave the names out",
                "/plan --all=yes                      | `--all` takes no value",
                "/apply dev \"now\"                   | `/apply` takes no reason",
                "/cancel prod --applying              | `--applying` needs a reason in quotes: people will ask why",
                "/cancel prod --applying why          | `--applying` interrupts the apply of one environment: name it",
                "/cancel --applying \"why\"           | `--applying` interrupts the apply of one environment: name it",
                "/cancel prod-* --applying \"why\"    | `--applying` interrupts the apply of one environment: name it",
                "/cancel prod \"why\"                 | a reason is asked for only by `--applying`",
                "/unlock prod --from #12              | `--from` needs a reason in quotes: whoever loses the lock will ask why",
                "/unlock prod --from \"why\"           | `--from` needs the number of the pull request that holds the lock, such as #12",
                "/unlock --from #12 \"why\"           | `--from` takes the lock of one environment: name it",
                "/unlock prod --from #12 \" \"        | a reason has 1 to 300 characters",
                "/apply prod --confirm-destroy x      | `--confirm-destroy` needs the number of resources that are destroyed or replaced",
                "/apply --confirm-destroy=1           | `--confirm-destroy` confirms one environment at a time: name it",
                "/apply dev prod --confirm-destroy 1  | `--confirm-destroy` confirms one environment at a time: name it",
                "/apply prod --break-glass \"x\"      | `--break-glass` needs `--plan` with the plan that is meant, as the comment shows it, such as `--plan 9f3c`",
                "/apply prod --break-glass --plan 9f3c | `--break-glass` needs a reason in quotes: it is recorded, and people will ask why",
                "/apply --break-glass \"x\" --plan 9f3c | `--break-glass` applies one environment: name it",
                "/apply prod* --break-glass \"x\" --plan 9f3c | `--break-glass` applies one environment: name it",
                "/apply prod --break-glass \"x\" --plan latest | `--break-glass` needs `--plan` with the plan that is meant, as the comment shows it, such as `--plan 9f3c`",
                "/apply prod --plan 9f3c              | `--plan` names the plan that `--break-glass` applies, and stands beside it alone",
                "/apply --force                       | `/apply` has no such option",
                "/lock prod                           | `lock` needs a reason in quotes: whoever waits will ask why",
                "/lock \"why\"                         | `lock` reserves one environment: name it",
                "/lock prod --for 4h                  | `lock` needs a reason in quotes: whoever waits will ask why",
                "/lock prod --for 4 \"why\"            | `--for` needs a time of 1 minute to 30 days, such as `30m`, `4h` or `2d`",
                "/lock prod --for 31d \"why\"          | `--for` needs a time of 1 minute to 30 days, such as `30m`, `4h` or `2d`",
                "/lock prod-* \"why\"                  | `lock` reserves one environment: name it",
                "/restore                             | `restore` brings back one environment: name it",
                "/restore prod \"why\"                 | `/restore` takes no reason",
                "/tidegate override-policy prod       | `/tidegate override-policy` is not available yet",
                "/status prod                         | `/status` stands alone",
                "/tidegate                            | a command is missing after `/tidegate`",
                "/tidegate dance                      | it is no command that Tidegate knows",
                "/apply Prod | environment names are lower-case letters, digits, `_`, `.` and `-`, with spaces between them",
                "/apply ../x | environment names are lower-case letters, digits, `_`, `.` and `-`, with spaces between them",
            })
    void arguments_that_do_not_fit_are_answered_with_the_reason(String body, String reason) {
        assertThat(misspoken(body).reason()).isEqualTo(reason);
    }

    @Test
    void break_glass_names_its_plan_and_its_reason_wherever_they_stand() {
        Apply.BreakGlass glass = new Apply.BreakGlass("prod is down", "9f3c");
        assertThat(only("/apply prod --break-glass \"prod is down\" --plan 9f3c"))
                .isEqualTo(new Apply(names("prod"), null, glass));
        assertThat(only("/apply prod --confirm-destroy 1 --plan=9f3c --break-glass “prod is down”"))
                .isEqualTo(new Apply(names("prod"), 1, glass));
    }

    @Test
    void names_that_only_need_lower_case_or_spaces_are_suggested_that_way() {
        assertThat(misspoken("/apply Dev,stage").suggestion()).isEqualTo("/apply dev stage");
        assertThat(misspoken("/apply <b>").suggestion()).isEqualTo("/apply");
    }

    @Test
    void a_last_word_that_can_be_a_fingerprint_is_one_and_only_narrows_what_is_approved() {
        assertThat(only("/approve cafe")).isEqualTo(new Approve(List.of(), "cafe"));
        assertThat(only("/approve cafe 9f3c")).isEqualTo(new Approve(names("cafe"), "9f3c"));
        assertThat(only("/approve 9f3")).isEqualTo(new Approve(names("9f3"), null));
        assertThat(only("/approve dev stage")).isEqualTo(new Approve(names("dev", "stage"), null));
        assertThat(only("/approve " + "a".repeat(64))).isEqualTo(new Approve(List.of(), "a".repeat(64)));
        assertThat(misspoken("/approve " + "a".repeat(65)).line()).isEqualTo(1);
    }

    @Test
    void ten_thousand_commands_are_read_as_twenty_and_one_refusal() {
        List<Spoken> spoken = CommandParser.parse("/plan\n".repeat(10_000));
        assertThat(spoken).hasSize(21);
        assertThat(spoken.subList(0, 20)).allMatch(Given.class::isInstance);
        assertThat(spoken.getLast())
                .isEqualTo(new Unparsed(
                        21,
                        "/plan",
                        "a comment may hold at most 20 commands: this one and those below it were not read",
                        null));
    }

    @Test
    void what_is_beyond_the_longest_comment_is_not_read() {
        assertThat(CommandParser.parse("x".repeat(CommandParser.MOST_CHARACTERS) + "\n/apply"))
                .isEmpty();
        assertThat(CommandParser.parse("/apply\n" + "x".repeat(CommandParser.MOST_CHARACTERS)))
                .hasSize(1);
    }

    @Test
    void a_long_line_is_repeated_shortened_and_never_cut_through_a_character() {
        String said = misspoken("/aply " + "😀".repeat(500)).said();
        assertThat(said.codePointCount(0, said.length())).isEqualTo(80);
        assertThat(said).endsWith("😀…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`",
                "<!--",
                "<!---->",
                "/apply ",
                "> ",
                "- ",
                "/tidegate ",
                "\t",
                "\r",
                "~~~\n",
                "/a\n",
                "<pre>",
                "1) "
            })
    void hostile_repetition_is_read_in_linear_time(String piece) {
        String body = piece.repeat(1_000_000 / piece.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(CommandParser.parse(body)).hasSizeLessThanOrEqualTo(CommandParser.MOST_COMMANDS + 1));
    }

    @Test
    void whatever_is_said_the_parser_answers_and_its_answer_is_bounded() {
        List<String> pieces = List.of(
                "/",
                "apply",
                "plan",
                " ",
                "\n",
                "\r\n",
                "```",
                "~~~",
                "> ",
                "    ",
                "<!--",
                "-->",
                "dev",
                "9f3c",
                "--all",
                "\u200b",
                "\ud83d",
                "😀",
                "\"",
                "/tidegate ",
                "- ",
                "1. ",
                "<pre>",
                "\u0000",
                "\t",
                "approve",
                "#12");
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                body.append(pieces.get(random.nextInt(pieces.size())));
            }
            List<Spoken> spoken = CommandParser.parse(body.toString());
            int lines = body.toString().split("\r\n|\r|\n", -1).length;
            assertThat(spoken).as("seed %d", seed).hasSizeLessThanOrEqualTo(21);
            assertThat(spoken).as("seed %d", seed).allMatch(s -> s.line() >= 1 && s.line() <= lines);
            assertThat(spoken.stream().map(Spoken::line))
                    .as("seed %d", seed)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void help_shows_this_repositorys_environments() {
        assertThat(CommandHelp.of(List.of()))
                .extracting(CommandHelp.Entry::syntax)
                .contains("/apply prod", "/unlock dev");
    }
}
