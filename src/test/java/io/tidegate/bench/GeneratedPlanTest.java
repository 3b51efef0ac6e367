package io.tidegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.terraformcloud.PlanReader;
import io.tidegate.terraformcloud.RecordedPlans;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedPlanTest {
    @TempDir
    Path folder;

    @Test
    void what_was_generated_is_what_is_read_and_no_secret_of_it_is_kept() throws Exception {
        GeneratedPlan plan = GeneratedPlan.write(folder.resolve("a.json"), 1, 7);
        assertThat(plan.bytes()).isBetween(800_000L, 1_300_000L);
        assertThat(Files.readString(plan.file())).contains(GeneratedPlan.CANARY);
        try (InputStream in = Files.newInputStream(plan.file())) {
            Plan read = PlanReader.read(in, RecordedPlans.KEY, ShowLevel.VALUES);
            assertThat(read.counts().change()).isEqualTo(plan.changed()).isPositive();
            assertThat(read.changes())
                    .extracting(ResourceChange::address)
                    .containsExactlyElementsOf(IntStream.range(0, plan.resources())
                            .filter(i -> i % 33 == 0)
                            .mapToObj(GeneratedPlan::address)
                            .toList());
            assertThat(read.toString()).doesNotContain(GeneratedPlan.CANARY);
        }
        assertThat(GeneratedPlan.write(folder.resolve("b.json"), 1, 7).file()).hasSameBinaryContentAs(plan.file());
    }
}
