package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Plan;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and hostile plans end in a clear refusal, within bounds, and never in a wrong "no changes". */
class FuzzedPlanTest {
    private static final long MOST_READ = 64L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"03-update-in-place", "04-replace", "10-import-block", "29-hostile-strings"})
    void a_damaged_plan_is_refused_or_still_tells_of_changes(String name) throws IOException {
        byte[] plan = RecordedPlans.text(name + "/plan.json").getBytes(StandardCharsets.UTF_8);
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = damaged(plan, random);
            try {
                Plan read = PlanReader.read(new ByteArrayInputStream(damaged), RecordedPlans.KEY, ShowLevel.VALUES);
                assertThat(read.changesNothing())
                        .as("round %d of %s says that nothing changes", round, name)
                        .isFalse();
            } catch (UnreadablePlan clear) {
                refused++;
                assertThat(clear.getMessage())
                        .isNotBlank()
                        .hasSizeLessThan(300)
                        .doesNotContain("dop_v1_fake", "s3cr3t");
            }
        }
        assertThat(refused).isPositive();
    }

    /** One to three bytes altered, removed, doubled, or cut off behind. */
    private static byte[] damaged(byte[] plan, Random random) {
        byte[] damaged = plan.clone();
        for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
            int at = random.nextInt(damaged.length);
            int kind = random.nextInt(4);
            if (kind == 0) {
                damaged[at] = (byte) random.nextInt(256);
            } else {
                int from = kind == 1 ? Math.min(at + 1, damaged.length) : at;
                byte[] tail = kind == 3 ? new byte[0] : Arrays.copyOfRange(damaged, from, damaged.length);
                byte[] head = Arrays.copyOf(damaged, kind == 2 ? Math.min(at + 1, damaged.length) : at);
                damaged = new byte[head.length + tail.length];
                System.arraycopy(head, 0, damaged, 0, head.length);
                System.arraycopy(tail, 0, damaged, head.length, tail.length);
            }
            if (damaged.length == 0) {
                return damaged;
            }
        }
        return damaged;
    }

    @Test
    void ten_thousand_levels_are_refused_also_where_they_would_be_skipped() {
        for (String section : List.of("relevant_attributes", "provider_schemas", "configuration", "checks")) {
            refused(around(section, "[".repeat(10_000) + "]".repeat(10_000)), "nested too deeply");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "9e2147483648"})
    void a_number_that_would_fill_the_memory_is_refused(String number) {
        refused(around("variables", "{\"v\":{\"value\":" + number + "}}"), "too large");
    }

    @Test
    void a_number_of_a_million_digits_is_refused() {
        refused(around("variables", "{\"v\":{\"value\":1" + "0".repeat(1_000_000) + "}}"), "too long");
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        byte[] invalid = around("variables", "{\"v\":{\"value\":\"x\"}}");
        for (int bad : new int[] {0xff, 0xc0, 0xed, 0x80}) {
            byte[] plan = invalid.clone();
            plan[new String(plan, StandardCharsets.ISO_8859_1).indexOf("\"x\"") + 1] = (byte) bad;
            refused(plan, "not well-formed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration", "checks"})
    void a_text_of_a_hundred_megabytes_is_refused_before_it_is_kept(String section) {
        Counted counted = hundredMegabytes(section);
        assertThatThrownBy(() -> PlanReader.read(counted, RecordedPlans.KEY, ShowLevel.VALUES))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessageContaining("too long");
        assertThat(counted.read).isLessThan(MOST_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relevant_attributes", "mood"})
    void where_nothing_is_kept_a_text_of_a_hundred_megabytes_hides_no_change(String section) throws Exception {
        Plan plan = PlanReader.read(hundredMegabytes(section), RecordedPlans.KEY, ShowLevel.VALUES);
        assertThat(plan.changes()).hasSize(1);
    }

    /** Never whole in memory on our side either. */
    private static Counted hundredMegabytes(String section) {
        byte[] some = "y".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        String around = new String(around(section, "\"@\""), StandardCharsets.UTF_8);
        int at = around.indexOf('@');
        List<InputStream> parts = new ArrayList<>();
        parts.add(stream(around.substring(0, at)));
        for (int i = 0; i < 100; i++) {
            parts.add(new ByteArrayInputStream(some));
        }
        parts.add(stream(around.substring(at + 1)));
        return new Counted(new SequenceInputStream(Collections.enumeration(parts)));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Counted extends FilterInputStream {
        private long read;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int some = super.read(buffer, from, length);
            read += Math.max(some, 0);
            return some;
        }
    }

    private static byte[] around(String section, String value) {
        String good = PlanReaderTest.plan(PlanReaderTest.change("a.b", "update", "{}", "{}"));
        String without = good.replace("\"variables\":{},", "").replace("\"configuration\":{},", "");
        return without.replaceFirst("\\{", "{\"" + section + "\":" + Matcher.quoteReplacement(value) + ",")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(byte[] plan, String why) {
        assertThatThrownBy(() -> PlanReader.read(new ByteArrayInputStream(plan), RecordedPlans.KEY, ShowLevel.VALUES))
                .isInstanceOf(UnreadablePlan.class)
                .hasMessageContaining(why);
    }
}
