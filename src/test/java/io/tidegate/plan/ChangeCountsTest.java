package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeCountsTest {
    @Test
    void managed_resources_grow_by_what_is_made_or_imported_and_shrink_by_what_goes_or_is_forgotten() {
        assertThat(net(Action.CREATE)).isEqualTo(1);
        assertThat(net(Action.DELETE)).isEqualTo(-1);
        assertThat(net(Action.FORGET)).isEqualTo(-1);
        assertThat(net(Action.UPDATE)).isZero();
        assertThat(net(Action.DELETE_CREATE)).isZero();
        assertThat(net(Action.CREATE_FORGET)).isZero();
        assertThat(ChangeCounts.net(List.of(change(Action.NO_OP, null, true)))).isEqualTo(1);
        assertThat(ChangeCounts.net(List.of(change(Action.DELETE, "abc", false))))
                .isZero();
    }

    private static int net(Action action) {
        return ChangeCounts.net(List.of(change(action, null, false)));
    }

    private static ResourceChange change(Action action, String deposed, boolean importing) {
        return new ResourceChange(
                "a.b",
                deposed,
                "managed",
                "a",
                "p",
                null,
                action,
                null,
                importing,
                List.of(),
                0,
                new ChangeDigest("t1:k:x"));
    }
}
