package io.tidegate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.CommandHelp;
import io.tidegate.command.CommandParser;
import io.tidegate.command.Spoken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that the pages show as one that can be given is one that can be given. */
class DocumentedCommandsTest {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```text\n(.*?)^```");
    private static final Pattern INLINE = Pattern.compile("`(/[a-z]+(?: [^`]*)?)`");
    /** Syntax rather than an example: brackets, dots, and the placeholders of the tables. */
    private static final Pattern SYNTAX = Pattern.compile("[\\[…]|\\b(?:COMMIT|N|reason)\\b");

    static Stream<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String page : List.of("README.md", "docs/commands.md", "docs/permissions.md", "docs/configuration.md")) {
            String text = Files.readString(Path.of(page));
            Matcher fenced = FENCED.matcher(text);
            while (fenced.find()) {
                fenced.group(1).lines().filter(line -> line.startsWith("/")).forEach(examples::add);
            }
            Matcher inline = INLINE.matcher(text);
            while (inline.find()) {
                if (!SYNTAX.matcher(inline.group(1)).find()) {
                    examples.add(inline.group(1));
                }
            }
        }
        return examples.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_command_of_the_pages_is_understood(String example) {
        assertThat(CommandParser.parse(example)).singleElement().isInstanceOf(Spoken.Given.class);
    }

    @Test
    void every_command_of_the_help_is_understood_and_stands_in_the_page() throws IOException {
        String page = Files.readString(Path.of("docs/commands.md"));
        for (CommandHelp.Entry entry : CommandHelp.of(List.of())) {
            String line = entry.syntax().replace("COMMIT", "4c1f9e2d8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d");
            assertThat(CommandParser.parse(line)).as(line).singleElement().isInstanceOf(Spoken.Given.class);
            assertThat(page).contains("`" + line.split(" ")[0]);
        }
    }
}
