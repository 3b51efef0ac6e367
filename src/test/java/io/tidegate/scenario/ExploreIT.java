package io.tidegate.scenario;

import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.Test;

class ExploreIT {
    @Test
    void all() throws Exception {
        String only = System.getenv().getOrDefault("MATRIX_CELLS", ".*");
        long start = System.nanoTime();
        try (MatrixStage stage = new MatrixStage()) {
            Semaphore places = new Semaphore(Integer.getInteger("places", 24));
            Map<String, Future<String>> results = new LinkedHashMap<>();
            var pool = Executors.newVirtualThreadPerTaskExecutor();
            for (MatrixSite site : MatrixSite.values())
                for (MatrixFailure failure : MatrixFailure.values())
                    if (failure.strikes(site) && (failure.inEveryRun(site) || System.getenv("MATRIX_ALL") != null) && (site + " " + failure).matches(only))
                        results.put(site + " " + failure, pool.submit(() -> {
                            places.acquire();
                            long began = System.nanoTime();
                            StringBuilder out = new StringBuilder();
                            MatrixCell cell = new MatrixCell(stage, site, failure);
                            try {
                                var seen = cell.play();
                                out.append("applied=" + seen.applied() + " waiting=" + seen.waiting() + " open="
                                        + seen.open() + " confirmed=" + cell.confirmations() + "\nRECORDED "
                                        + seen.recorded() + "\nSAID " + seen.said() + "\n");
                                try {
                                    cell.heal();
                                    var after = cell.seen();
                                    out.append("HEALED applied=" + after.applied() + " waiting=" + after.waiting()
                                            + " open=" + after.open() + " confirmed=" + cell.confirmations()
                                            + " unanswered=" + cell.unanswered());
                                    if (!after.applied() || after.waiting() || after.open())
                                        out.append("\nNOTHEALED " + after.said());
                                } catch (AssertionError e) {
                                    out.append("NOTHEALED " + e.getMessage());
                                }
                            } catch (Throwable e) {
                                out.append("FAILED " + e);
                            } finally {
                                places.release();
                            }
                            return out + "\ntook " + (System.nanoTime() - began) / 1000000;
                        }));
            StringBuilder all = new StringBuilder();
            for (var r : results.entrySet())
                all.append("\n##### " + r.getKey() + "\n" + r.getValue().get());
            all.append("\nTOTAL " + (System.nanoTime() - start) / 1000000 + " cells " + results.size() + "\nLOG\n"
                    + stage.log());
            Files.writeString(Path.of("/tmp/matrix-out.txt"), all.toString());
        }
    }
}
