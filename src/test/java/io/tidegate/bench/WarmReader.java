package io.tidegate.bench;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.Plan;
import io.tidegate.terraformcloud.PlanReader;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the plan named by each line of its input in one process that stays, and prints how long it took and what it found. */
final class WarmReader {
    private WarmReader() {}

    public static void main(String[] arguments) throws Exception {
        DigestKey key = new DigestKey("bench", "a key for benchmarks alone".getBytes(StandardCharsets.UTF_8));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String file = in.readLine(); file != null; file = in.readLine()) {
            long begun = System.nanoTime();
            try (InputStream plan = Files.newInputStream(Path.of(file))) {
                Plan read = PlanReader.read(plan, key, ShowLevel.VALUES);
                System.out.println(
                        System.nanoTime() - begun + " " + read.counts().change());
            }
        }
    }
}
