package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ModuleGraph.Sources;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinsTest {
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    private static final String MAIN = "environments/prod/main.tf";
    private static final String LOCK = "environments/prod/.terraform.lock.hcl";
    private static final Sources LOCKED = new Sources(List.of(), List.of(), true, true);

    private static Sources calling(boolean providers, RemoteModule... remote) {
        return new Sources(List.of("../../modules/vpc"), List.of(remote), providers, true);
    }

    private static List<String> loose(Map<String, Sources> files) {
        return pins(files).loose().stream().map(Pins.Loose::what).toList();
    }

    private static Pins pins(Map<String, Sources> files) {
        return Pins.of("environments/prod", ModuleGraph.of(files));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme/doks/digitalocean | 1.2.3 | version 1.2.3",
                "acme/doks/digitalocean//modules/pool | = 1.2.3 | version 1.2.3",
                "registry.example.com/acme/doks/digitalocean | 1.2.3-rc.1 | version 1.2.3-rc.1",
                "git::https://example.com/doks.git?ref=" + SHA + " | '' | commit 0123456",
                "git::https://example.com/doks.git//pool?depth=1&ref=v1.2.3 | '' | tag v1.2.3, which can be moved",
                "github.com/acme/doks?ref=doks-1.2.3 | '' | tag doks-1.2.3, which can be moved",
                "git@github.com:acme/doks.git?ref=doks/v1.2.3 | '' | tag doks/v1.2.3, which can be moved",
                "https://example.com/doks.zip?checksum=sha256:" + SHA + "0123456789abcdef01234567 | '' | a checksum",
            })
    void what_cannot_change_by_itself_is_held(String source, String version, String by) {
        assertThat(new RemoteModule(source, version).pin()).isEqualTo(new RemoteModule.Pin.Held(by));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme/doks/digitalocean | ''",
                "acme/doks/digitalocean | ~> 1.2",
                "acme/doks/digitalocean | 1.2",
                "acme/doks/digitalocean | '1.2.3, < 2'",
                "acme/doks/digitalocean | >= 1.2.3",
                "acme/doks/digitalocean | ?",
                "'' | ~> 1",
                "git::https://example.com/doks.git | ''",
                "git::https://example.com/doks.git?ref=main | ''",
                "git::https://example.com/doks.git?ref=v1 | ''",
                "git::https://example.com/doks.git?ref=" + SHA + "&ref=main | ''",
                "git::https://example.com/doks.git?ref=0123456 | ''",
                "git::https://example.com/doks.git | 1.2.3",
                "github.com/acme/doks | 1.2.3",
                "https://example.com/doks.git?ref=" + SHA + " | ''",
                "https://example.com/doks.zip?checksum=md5:" + SHA + " | ''",
                "https://example.com/doks.zip?checksum=file:https://example.com/sums | ''",
                "s3::https://s3.amazonaws.com/acme/doks.zip | ''",
                "hg::https://example.com/doks?rev=1 | ''",
                "/opt/modules/doks | ''",
                "doks | 1.2.3",
                "a/b/c/d/e | 1.2.3"
            })
    void what_can_is_loose_with_a_reason(String source, String version) {
        assertThat(new RemoteModule(source, version).pin()).isInstanceOf(RemoteModule.Pin.Loose.class);
    }

    @Test
    void a_lock_file_is_needed_where_a_provider_is_used_also_by_a_module() {
        Sources plain = new Sources(List.of(), true);
        assertThat(loose(Map.of(MAIN, plain))).isEmpty();
        Map<String, Sources> used = Map.of(MAIN, calling(false), "modules/vpc/main.tf", LOCKED);
        assertThat(loose(used))
                .containsExactly("`environments/prod` has no `.terraform.lock.hcl` that names providers");
        Map<String, Sources> elsewhere =
                Map.of(MAIN, calling(true), "modules/vpc/main.tf", plain, "modules/vpc/.terraform.lock.hcl", LOCKED);
        assertThat(loose(elsewhere)).hasSize(1);
        Map<String, Sources> empty = Map.of(MAIN, calling(true), "modules/vpc/main.tf", plain, LOCK, plain);
        assertThat(loose(empty)).hasSize(1);
        Map<String, Sources> locked = Map.of(MAIN, calling(true), "modules/vpc/main.tf", LOCKED, LOCK, LOCKED);
        assertThat(pins(locked)).isEqualTo(new Pins(List.of("lock file"), List.of()));
    }

    @Test
    void a_lock_file_alone_is_no_module() {
        Sources calls = new Sources(List.of("../../modules/gone"), true);
        Map<String, Sources> files = Map.of(MAIN, calls, "modules/gone/.terraform.lock.hcl", LOCKED);
        assertThat(loose(files)).containsExactly("it cannot be told which modules `" + MAIN + "` calls");
    }

    @Test
    void remote_modules_of_local_ones_count_and_credentials_are_not_shown() {
        RemoteModule secret = new RemoteModule("git::https://oauth2:hunter2@example.com/doks.git?ref=main", "");
        Map<String, Sources> files = Map.of(
                MAIN,
                calling(false, new RemoteModule("acme/lb/digitalocean", "2.0.0")),
                "modules/vpc/main.tf",
                new Sources(List.of(), List.of(secret), false, true));
        Pins pins = pins(files);
        assertThat(pins.held()).containsExactly("version 2.0.0");
        assertThat(loose(files))
                .singleElement()
                .asString()
                .startsWith("`git::https://example.com/doks.git` in `modules/vpc` has no `ref`");
    }

    @Test
    void many_are_named_in_part() {
        RemoteModule[] many = IntStream.range(0, 9)
                .mapToObj(i -> new RemoteModule("acme/m" + i + "/x", ""))
                .toArray(RemoteModule[]::new);
        assertThat(loose(Map.of(MAIN, new Sources(List.of(), List.of(many), false, true))))
                .hasSize(6)
                .last()
                .isEqualTo("and 4 more");
    }
}
