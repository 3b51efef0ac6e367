package io.tidegate.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AppManifestTest {
    @Test
    void the_projects_manifest_gives_a_reason_for_everything_it_asks_for() throws IOException {
        AppManifest manifest = AppManifest.read(Files.readString(Path.of("app-manifest.yml")));

        assertThat(manifest.name()).isEqualTo("Tidegate");
        assertThat(manifest.permissions())
                .hasSize(9)
                .allSatisfy(one -> assertThat(one.reason()).isNotBlank())
                .contains(new AppManifest.Needed(
                        "deployments", "write", "one deployment terraform/<environment> for each apply"));
        assertThat(manifest.events())
                .extracting(AppManifest.Needed::name)
                .containsExactly("pull_request", "pull_request_review", "repository", "merge_group", "issue_comment");
        assertThat(manifest.events()).allSatisfy(one -> assertThat(one.reason()).isNotBlank());
    }

    @Test
    void a_line_without_a_level_or_a_reason_is_no_manifest() {
        assertThatThrownBy(() -> AppManifest.read("default_permissions:\n  checks: much # why\n"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AppManifest.read("default_permissions:\n  checks: write\n"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AppManifest.read("name: Tidegate\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_higher_level_is_enough_and_none_is_never() {
        assertThat(AppManifest.covers("write", "read")).isTrue();
        assertThat(AppManifest.covers("read", "write")).isFalse();
        assertThat(AppManifest.covers("none", "read")).isFalse();
    }
}
