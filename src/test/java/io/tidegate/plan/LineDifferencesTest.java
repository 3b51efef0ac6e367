package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineDifferencesTest {
    @Test
    void changed_added_and_removed_lines_are_found_with_their_place_afterwards() {
        assertThat(LineDifferences.of("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n"))
                .containsExactly(
                        new LineDifferences.Line(2, new Value.Text("b"), new Value.Text("B")),
                        new LineDifferences.Line(5, Value.NULL, new Value.Text("e")));
        assertThat(LineDifferences.of("a\nb\nc\n", "a\nc\n"))
                .containsExactly(new LineDifferences.Line(2, new Value.Text("b"), Value.NULL));
    }

    @Test
    void line_ends_alone_are_no_line_and_a_single_line_is_no_text_of_lines() {
        assertThat(LineDifferences.of("a\nb\n", "a\nb")).isEmpty();
        assertThat(LineDifferences.apply(new Value.Text("a\n"), new Value.Text("b\n")))
                .isFalse();
        assertThat(LineDifferences.apply(new Value.Text("a\nb"), new Value.Text("b")))
                .isTrue();
        assertThat(LineDifferences.apply(Value.NULL, new Value.Text("a\nb"))).isFalse();
    }

    @Test
    void very_many_lines_are_not_compared() {
        assertThat(LineDifferences.of("x\n".repeat(6_000), "y\n".repeat(6_000))).isEmpty();
    }
}
