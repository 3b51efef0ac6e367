package io.tidegate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    private static final String KEY = "tidegate.terraform.token";

    @TempDir
    Path folder;

    private final Map<String, String> given = new HashMap<>();

    private SecretFiles files() {
        return SecretFiles.of(key -> Optional.ofNullable(given.get(key)));
    }

    private void name(String file) {
        given.put(KEY + "-file", folder.resolve(file).toString());
    }

    @Test
    void a_secret_is_what_its_file_holds_without_the_end_of_the_line() throws IOException {
        Files.writeString(folder.resolve("token"), "t0k3n\n");
        name("token");
        given.put(
                "tidegate.terraform.organizations[3].token-file",
                folder.resolve("token").toString());
        assertThat(files().getValue(KEY)).isEqualTo("t0k3n");
        assertThat(files().getPropertyNames())
                .containsExactlyInAnyOrder(KEY, "tidegate.terraform.organizations[3].token");
    }

    @Test
    void a_mounted_secret_that_is_exchanged_is_read_again() throws IOException {
        // As a volume does it: files behind a link that is moved to the next folder.
        Files.writeString(Files.createDirectories(folder.resolve("one")).resolve("token"), "old");
        Files.writeString(Files.createDirectories(folder.resolve("two")).resolve("token"), "new");
        Files.createSymbolicLink(folder.resolve("data"), Path.of("one"));
        name("data/token");
        SecretFiles files = files();
        assertThat(files.renew()).isEmpty();
        Files.createSymbolicLink(folder.resolve("next"), Path.of("two"));
        Files.move(folder.resolve("next"), folder.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(files.renew()).containsExactly(KEY);
        assertThat(files.getValue(KEY)).isEqualTo("new");
    }

    @Test
    void one_that_disappears_while_it_runs_stays_what_it_was() throws IOException {
        Files.writeString(folder.resolve("token"), "t0k3n");
        name("token");
        SecretFiles files = files();
        Files.delete(folder.resolve("token"));
        assertThat(files.renew()).isEmpty();
        assertThat(files.getValue(KEY)).isEqualTo("t0k3n");
        Files.writeString(folder.resolve("token"), "back");
        assertThat(files.renew()).containsExactly(KEY);
    }

    @Test
    void one_that_cannot_be_read_is_named_with_what_to_do() throws IOException {
        name("missing");
        refused("which does not exist: mount it, or correct the path.");
        Files.writeString(folder.resolve("empty"), " \n");
        name("empty");
        refused("which is empty");
        name("");
        refused("it must be a file");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        name("binary");
        refused("which is not UTF-8 text");
        Files.write(folder.resolve("large"), new byte[70_000]);
        name("large");
        refused("which is larger than 65536 bytes");
        Files.writeString(folder.resolve("token"), "t0k3n");
        name("token");
        given.put(KEY, "another");
        refused("Both tidegate.terraform.token and tidegate.terraform.token-file are set: remove one");
    }

    private void refused(String sentence) {
        assertThatThrownBy(this::files)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(KEY + "-file")
                .hasMessageContaining(sentence);
    }
}
