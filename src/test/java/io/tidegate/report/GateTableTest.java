package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.gate.Gates;
import io.tidegate.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every gate in every situation that it tells apart: asserted here, and shown in docs/gates.md by the same cases. */
class GateTableTest {
    private static final Path PAGE = Path.of("docs/gates.md");
    private static final String MARK =
            "<!-- All below is written by `mvn test -Dtest=GateTableTest -Dgolden.write=true`, from the cases it asserts. -->\n";

    private final GateTable table = GateSituations.all();

    @Test
    void every_situation_has_the_verdict_that_is_written_beside_it() {
        assertThat(table.rows())
                .hasSizeGreaterThan(60)
                .allSatisfy(row -> assertThat(row.verdict())
                        .as("%s: %s", row.gate(), row.situation())
                        .isInstanceOf(
                                !row.open()
                                        ? Verdict.Closed.class
                                        : row.glass() == null ? Verdict.Open.class : Verdict.Overridden.class));
    }

    @Test
    void every_gate_has_an_open_and_a_closed_situation() {
        assertThat(Gates.names())
                .allSatisfy(gate -> assertThat(table.rows())
                        .as(gate)
                        .anyMatch(row -> row.gate().equals(gate) && row.open())
                        .anyMatch(row -> row.gate().equals(gate) && !row.open()));
        assertThat(GateTable.MEANINGS).containsOnlyKeys(Gates.names());
    }

    @Test
    void every_closed_gate_says_why_and_what_opens_it() {
        assertThat(table.rows()).allSatisfy(row -> {
            if (row.verdict() instanceof Verdict.Closed closed) {
                assertThat(closed.reason()).isNotBlank();
                assertThat(closed.remedy()).isNotBlank();
            }
        });
    }

    @Test
    void the_page_shows_these_cases() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String before = page.substring(0, page.indexOf(MARK)) + MARK;
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, before + table.render());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(before + table.render());
    }
}
