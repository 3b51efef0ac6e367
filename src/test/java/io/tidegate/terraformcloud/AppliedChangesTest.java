package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AppliedChangesTest {
    private static int count(String log) {
        AppliedChanges applied = new AppliedChanges();
        log.lines().forEach(applied::line);
        return applied.count();
    }

    @Test
    void what_is_done_is_counted_in_terraforms_own_lines_a_replacement_twice() {
        assertThat(count("""
                terraform_data.a: Refreshing state... [id=1]
                terraform_data.a: Destroying... [id=1]
                terraform_data.a: Destruction complete after 0s
                terraform_data.a: Creating...
                terraform_data.a: Still creating... [00m10s elapsed]
                terraform_data.a: Creation complete after 14s [id=2]
                module.doks["a: b"].terraform_data.b: Modifications complete after 1m2s [id=3]
                Apply complete! Resources: 1 added, 1 changed, 1 destroyed.
                """)).isEqualTo(3);
    }

    @Test
    void events_are_counted_where_the_workspace_has_them_and_what_is_no_event_counts_for_nothing() {
        List<String> events = List.of(
                "{\"@level\":\"info\",\"type\":\"apply_start\",\"hook\":{\"action\":\"create\"}}",
                "{\"@level\":\"info\",\"@message\":\"x: Creation complete after 0s\",\"type\":\"apply_complete\"}",
                "{\"@level\":\"error\",\"type\":\"apply_errored\"}",
                "{ cut off");
        assertThat(count(String.join("\n", events))).isEqualTo(1);
    }
}
