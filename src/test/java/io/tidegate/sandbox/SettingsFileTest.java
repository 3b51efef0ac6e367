package io.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "tidegate.github.app-id", "7",
            "tidegate.github.private-key", "-----BEGIN\nit's $HOME `id`\nEND-----\n",
            "sandbox.page", "http://127.0.0.1:1");

    @TempDir
    Path folder;

    @Test
    void a_shell_that_reads_the_lines_hands_each_setting_on_as_it_is() throws IOException, InterruptedException {
        Path file = folder.resolve("sandbox.env");
        SettingsFile.write(file, SETTINGS);

        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        ". \"$1\"; env -0 | grep -z '^TIDEGATE_\\|^SANDBOX_' | sort -z",
                        "sh",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(seen.split("\0"))
                .containsExactly(
                        "TIDEGATE_GITHUB_APP_ID=7",
                        "TIDEGATE_GITHUB_PRIVATE_KEY=" + SETTINGS.get("tidegate.github.private-key"));
    }

    @Test
    void any_other_file_is_json_and_both_are_the_owners_alone() throws IOException {
        for (String name : new String[] {"sandbox.json", "sandbox.env"}) {
            Path file = Files.createFile(folder.resolve(name));
            SettingsFile.write(file, SETTINGS);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(new ObjectMapper().readValue(folder.resolve("sandbox.json").toFile(), Map.class))
                .isEqualTo(SETTINGS);
    }
}
