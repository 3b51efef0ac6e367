package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatedCountsTest {
    private static final ChangeCounts READ = new ChangeCounts(1, 2, 3, 4, 5, 6);

    @Test
    void equal_numbers_leave_no_doubt_and_what_is_not_stated_is_not_compared() {
        assertThat(new StatedCounts(2, 3, 4, 1).disagreements(READ)).isEmpty();
        assertThat(StatedCounts.NONE.disagreements(READ)).isEmpty();
    }

    @Test
    void each_number_that_differs_is_named() {
        assertThat(new StatedCounts(2, 3, 5, null).disagreements(READ))
                .containsExactly("HCP Terraform counts 5 to destroy, its plan as data has 4");
        assertThat(new StatedCounts(0, 0, 0, 0).disagreements(READ)).hasSize(4);
    }
}
