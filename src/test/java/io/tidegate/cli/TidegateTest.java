package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidegateTest {
    @Test
    void a_wrong_call_exits_with_64_and_help_with_0() {
        assertThat(Tidegate.execute()).isEqualTo(64);
        assertThat(Tidegate.execute("frobnicate")).isEqualTo(64);
        assertThat(Tidegate.execute("run", "--frobnicate")).isEqualTo(64);
        assertThat(Tidegate.execute("--help")).isZero();
    }

    @Test
    void a_failure_of_its_own_exits_with_70(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("home"), "not a folder");
        System.setProperty("tidegate.home", file.toString());
        try {
            assertThat(Tidegate.execute("run")).isEqualTo(70);
        } finally {
            System.clearProperty("tidegate.home");
        }
    }

    @Test
    void a_role_of_its_own_needs_a_database_that_is_shared(@TempDir Path home) {
        System.setProperty("tidegate.home", home.toString());
        System.setProperty("tidegate.role", "web");
        try {
            assertThat(Tidegate.execute("run")).isEqualTo(70);
            assertThat(home).isEmptyDirectory();
        } finally {
            System.clearProperty("tidegate.home");
            System.clearProperty("tidegate.role");
        }
    }
}
