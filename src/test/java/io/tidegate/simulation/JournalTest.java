package io.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal();
    private final Journal.Table<String, Integer> table = journal.new Table<>();

    @Test
    void work_that_throws_leaves_nothing_behind_but_what_was_a_transaction_of_its_own() {
        table.put("changed", 1);
        table.put("removed", 2);

        assertThatThrownBy(() -> journal.inOne(() -> {
                    table.put("changed", 10);
                    table.put("changed", 11);
                    table.remove("removed");
                    table.put("new", 3);
                    journal.apart(() -> {
                        table.put("apart", 4);
                        return true;
                    });
                    throw new IllegalStateException("in the middle");
                }))
                .hasMessage("in the middle");

        assertThat(table.get("changed")).isEqualTo(1);
        assertThat(table.get("removed")).isEqualTo(2);
        assertThat(table.get("new")).isNull();
        assertThat(table.get("apart")).isEqualTo(4);
    }
}
