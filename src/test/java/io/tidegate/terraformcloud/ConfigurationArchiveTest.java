package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Rules;
import io.tidegate.environment.VarFiles;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationArchiveTest {
    private static final String ROOT = "acme-infra-1234567/";

    @TempDir
    Path folder;

    private Map<String, String> sent(Repositories repository) throws IOException {
        try (ConfigurationArchive archives = new ConfigurationArchive(folder, ConfigurationArchive.Limits.USUAL);
                ConfigurationArchive.Lease lease = archives.of(Repositories.INFRA, "c0ffee", repository)) {
            return read(lease.file());
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String content = entry.isSymbolicLink() ? "-> " + entry.getLinkName() : new String(tar.readAllBytes());
                entries.put(entry.getName(), Integer.toOctalString(entry.getMode()) + " " + content);
                assertThat(entry.getLastModifiedTime().toMillis()).isZero();
                assertThat(entry.getLongUserId()).isZero();
            }
        }
        return entries;
    }

    private void refused(Repositories repository, String sentence) {
        assertThatThrownBy(() -> sent(repository))
                .isInstanceOf(Outside.Refused.class)
                .hasMessageContaining(sentence);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void files_are_sent_sorted_without_the_leading_directory_and_with_git_s_modes_alone() throws IOException {
        Repositories repository = Repositories.of(Map.of("b/main.tf", "two", "a.tf", "one"))
                .inTree("run.sh", "100755", "#!/bin/sh")
                .entry(ROOT + "run.sh", "#!/bin/sh")
                .link("b/latest", "../a.tf");
        assertThat(sent(repository))
                .containsExactly(
                        Map.entry("a.tf", "644 one"),
                        Map.entry("b/", "755 "),
                        Map.entry("b/latest", "777 -> ../a.tf"),
                        Map.entry("b/main.tf", "644 two"),
                        Map.entry("run.sh", "755 #!/bin/sh"));
    }

    @Test
    void the_same_files_in_another_order_give_the_same_bytes_and_digest() throws IOException {
        Repositories one = new Repositories().file("a.tf", "1").file("b.tf", "2");
        Repositories other = new Repositories().file("b.tf", "2").file("a.tf", "1");
        try (ConfigurationArchive archives = new ConfigurationArchive(folder, ConfigurationArchive.Limits.USUAL);
                ConfigurationArchive.Lease first = archives.of(Repositories.INFRA, "1", one);
                ConfigurationArchive.Lease second = archives.of(Repositories.INFRA, "2", other)) {
            assertThat(first.file()).hasSameBinaryContentAs(second.file());
            assertThat(first.digest()).isEqualTo(second.digest()).hasSize(64);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.file())))
                    .isEqualTo("rw-------");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_commit_is_downloaded_once_and_the_oldest_goes_when_there_is_no_room() throws IOException {
        Repositories repository = Repositories.of(Map.of("main.tf", "x"));
        ConfigurationArchive.Limits two = new ConfigurationArchive.Limits(2, 1 << 20, 10, 1 << 20, 100);
        try (ConfigurationArchive archives = new ConfigurationArchive(folder, two)) {
            for (String commit : new String[] {"1", "1", "2", "1", "3", "1"}) {
                archives.of(Repositories.INFRA, commit, repository).close();
            }
            assertThat(repository.downloads).hasValue(3);
            try (var files = Files.list(folder)) {
                assertThat(files).hasSize(2);
            }
        }
    }

    @Test
    void terraformignore_is_honoured_and_dot_terraform_is_never_sent() throws IOException {
        Map<String, String> sent = sent(Repositories.of(Map.of(
                ".terraformignore",
                "# docs\n*.md\n!KEEP.md\n/tmp/\n!.terraform/\n",
                "main.tf",
                "x",
                "docs/a.md",
                "x",
                "KEEP.md",
                "x",
                "tmp/a",
                "x",
                "b/tmp/a",
                "x",
                "x/.terraform/modules/m.tf",
                "x",
                ".terraform.lock.hcl",
                "x")));
        assertThat(sent.keySet())
                .containsExactly(
                        ".terraform.lock.hcl", ".terraformignore", "KEEP.md", "b/", "b/tmp/", "b/tmp/a", "main.tf");
    }

    @Test
    void a_content_that_export_subst_changed_is_refused() {
        refused(
                new Repositories().inTree("v.tf", "100644", "$Format:%H$").entry(ROOT + "v.tf", "0123456789a"),
                "v.tf has another content");
    }

    @Test
    void a_file_that_export_ignore_left_out_is_refused() {
        refused(Repositories.of(Map.of("a.tf", "x")).inTree("b.tf", "100644", "y"), "it lacks b.tf");
    }

    @ParameterizedTest
    @CsvSource({
        "acme-infra-1234567/../evil.tf, leads out of it",
        "acme-infra-1234567/extra.tf, which the commit does not",
        "/etc/passwd, not everything in it is under one directory",
        "other-root/main.tf, not everything in it is under one directory"
    })
    void an_entry_that_is_not_the_commit_s_is_refused(String name, String sentence) {
        refused(Repositories.of(Map.of("main.tf", "x")).entry(name, "y"), sentence);
    }

    @Test
    void a_path_given_twice_is_refused() {
        refused(Repositories.of(Map.of("main.tf", "x")).entry(ROOT + "main.tf", "x"), "main.tf twice");
    }

    @Test
    void a_hard_link_is_refused() {
        refused(
                Repositories.of(Map.of("main.tf", "x"))
                        .inTree("b.tf", "100644", "x")
                        .linkEntry(ROOT + "b.tf", TarConstants.LF_LINK, ROOT + "main.tf"),
                "neither a file nor a symbolic link");
    }

    @ParameterizedTest
    @CsvSource({"a/l, ../../etc/passwd", "l, /etc/passwd", "a/l, ../d/../x", "l, l"})
    void a_symbolic_link_that_leaves_the_repository_or_never_ends_is_refused(String path, String target) {
        refused(
                Repositories.of(Map.of("main.tf", "x")).link("d", ".").link(path, target),
                "points out of the repository");
    }

    @Test
    void an_archive_far_larger_than_the_commit_is_refused_before_it_fills_the_disk() {
        Repositories bomb =
                new Repositories().inTree("main.tf", "100644", "x").entry(ROOT + "main.tf", "x".repeat(12 << 20));
        refused(bomb, "far larger than the commit's files");
    }

    @Test
    void an_archive_that_is_compressed_beyond_belief_is_refused() {
        refused(Repositories.of(Map.of("main.tf", "x".repeat(12 << 20))), "far larger");
    }

    @Test
    void a_commit_beyond_the_limits_is_refused_before_anything_is_downloaded() {
        Repositories repository = Repositories.of(Map.of("a", "x", "b", "x", "c", "x"));
        ConfigurationArchive.Limits small = new ConfigurationArchive.Limits(1, 100, 2, 100, 10);
        try (ConfigurationArchive archives = new ConfigurationArchive(folder, small)) {
            assertThatThrownBy(() -> archives.of(Repositories.INFRA, "1", repository))
                    .isInstanceOf(Outside.Refused.class)
                    .hasMessageContaining("3 files");
        }
        assertThat(repository.downloads).hasValue(0);
    }

    @Test
    void a_submodule_is_refused_unless_it_is_ignored() throws IOException {
        Repositories with = Repositories.of(Map.of("main.tf", "x")).inTree("modules/vpc", "160000", "");
        refused(with, "The submodule modules/vpc");
        assertThat(sent(with.file(".terraformignore", "modules/vpc\n"))).containsKey("main.tf");
    }

    @Test
    void an_archive_cut_off_is_worth_another_try() {
        Repositories repository = Repositories.of(Map.of("main.tf", "x".repeat(5000)));
        io.tidegate.flow.Runs.Source cut = new io.tidegate.flow.Runs.Source() {
            @Override
            public java.io.InputStream tarball() {
                try {
                    return new java.io.ByteArrayInputStream(repository.tarball().readNBytes(40));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public java.util.SortedMap<String, io.tidegate.flow.Forge.TreeEntry> tree() {
                return repository.tree();
            }
        };
        try (ConfigurationArchive archives = new ConfigurationArchive(folder, ConfigurationArchive.Limits.USUAL)) {
            assertThatThrownBy(() -> archives.of(Repositories.INFRA, "1", cut)).isInstanceOf(Outside.Unavailable.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static Environment environment(String directory, String... varFiles) {
        return new Environment(
                new EnvironmentName("prod"),
                directory,
                "acme",
                "infra-prod",
                List.of(),
                List.of(),
                new VarFiles(List.of(varFiles), true),
                List.of(),
                Rules.USUAL);
    }

    private Map<String, String> sent(Repositories repository, Environment environment) throws IOException {
        try (ConfigurationArchive archives = new ConfigurationArchive(folder, ConfigurationArchive.Limits.USUAL);
                ConfigurationArchive.Lease lease = archives.of(Repositories.INFRA, environment, "c0ffee", repository)) {
            return read(lease.file());
        }
    }

    private void refused(Repositories repository, Environment environment, String sentence) {
        assertThatThrownBy(() -> sent(repository, environment))
                .isInstanceOf(Outside.Refused.class)
                .hasMessageContaining(sentence);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_environments_variable_file_is_added_where_terraform_loads_it_last() throws IOException {
        Repositories repository = Repositories.of(Map.of(
                "main.tf", "x",
                "environments/dev.tfvars", "size = 1",
                "environments/prod.tfvars", "size = 2"));
        assertThat(sent(repository, environment("", "environments/prod.tfvars")))
                .containsEntry("environments/prod.tfvars", "644 size = 2")
                .containsEntry("zz-tidegate-prod.auto.tfvars", "644 size = 2")
                .containsOnlyKeys(
                        "main.tf",
                        "environments/",
                        "environments/dev.tfvars",
                        "environments/prod.tfvars",
                        "zz-tidegate-prod.auto.tfvars");
    }

    @Test
    void several_variable_files_are_numbered_in_their_order_so_that_later_ones_win() throws IOException {
        Repositories repository = Repositories.of(
                Map.of("stack/main.tf", "x", "z.tfvars", "a = 1", "b.tfvars.json", "{}", "stack/mine.auto.tfvars", ""));
        assertThat(sent(repository, environment("stack", "z.tfvars", "b.tfvars.json")))
                .containsEntry("stack/zz-tidegate-prod-01.auto.tfvars", "644 a = 1")
                .containsEntry("stack/zz-tidegate-prod-02.auto.tfvars.json", "644 {}");
    }

    @Test
    void archives_differ_by_environment_come_from_one_download_and_say_so_in_their_digest() {
        Repositories repository =
                Repositories.of(Map.of("main.tf", "x", "dev.tfvars", "a = 1", "prod.tfvars", "a = 2"));
        try (ConfigurationArchive archives = new ConfigurationArchive(folder, ConfigurationArchive.Limits.USUAL);
                ConfigurationArchive.Lease plain = archives.of(Repositories.INFRA, environment(""), "1", repository);
                ConfigurationArchive.Lease one =
                        archives.of(Repositories.INFRA, environment("", "dev.tfvars"), "1", repository);
                ConfigurationArchive.Lease other =
                        archives.of(Repositories.INFRA, environment("", "prod.tfvars"), "1", repository);
                ConfigurationArchive.Lease again =
                        archives.of(Repositories.INFRA, environment("", "prod.tfvars"), "1", repository)) {
            assertThat(List.of(plain.digest(), one.digest(), other.digest())).doesNotHaveDuplicates();
            assertThat(again.digest()).isEqualTo(other.digest());
            assertThat(again.file()).isEqualTo(other.file());
        }
        assertThat(repository.downloads).hasValue(1);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "zz-tidegate-prod.auto.tfvars, zz-tidegate-prod.auto.tfvars would be loaded in place of",
        "zz-tidegate-old.auto.tfvars.json, zz-tidegate-old.auto.tfvars.json would be loaded in place of",
        "zzz.auto.tfvars, zzz.auto.tfvars would be loaded in place of"
    })
    void a_file_that_terraform_would_load_instead_or_later_is_refused(String path, String sentence) {
        refused(
                Repositories.of(Map.of("main.tf", "x", "prod.tfvars", "", path, "")),
                environment("", "prod.tfvars"),
                sentence);
    }

    @Test
    void such_a_file_in_another_directory_is_in_nobodys_way() throws IOException {
        assertThat(sent(
                        Repositories.of(Map.of("main.tf", "x", "prod.tfvars", "", "other/zzz.auto.tfvars", "")),
                        environment("", "prod.tfvars")))
                .containsKeys("other/zzz.auto.tfvars", "zz-tidegate-prod.auto.tfvars");
    }

    @Test
    void a_variable_file_that_is_not_uploaded_or_is_a_link_is_refused() {
        Environment prod = environment("", "prod.tfvars");
        refused(
                Repositories.of(Map.of("main.tf", "x", "prod.tfvars", "", ".terraformignore", "*.tfvars")),
                prod,
                "is not uploaded: it is not in the commit, or .terraformignore leaves it out");
        refused(Repositories.of(Map.of("main.tf", "x")), prod, "prod.tfvars of prod is not uploaded");
        refused(
                Repositories.of(Map.of("main.tf", "x", "a.tfvars", "")).link("prod.tfvars", "a.tfvars"),
                prod,
                "prod.tfvars of prod is a symbolic link");
    }

    @Test
    void the_file_that_says_what_is_ignored_is_sent_even_if_it_names_itself() throws IOException {
        assertThat(sent(Repositories.of(Map.of(".terraformignore", ".*\n", "main.tf", "", ".hidden", ""))))
                .containsOnlyKeys(".terraformignore", "main.tf");
    }
}
