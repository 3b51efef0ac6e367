package io.tidegate.scenario;

import io.tidegate.sandbox.SeededRepository;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExploreIT {
    @Test
    void routes() throws Exception {
        try (MatrixStage stage = new MatrixStage()) {
            for (boolean merged : new boolean[] {false, true}) {
                var g = stage.ground(merged);
                String path = "environments/" + g.environment() + "/main.tf";
                int n = g.repository().openPullRequest(stage.sandbox.author(), "b", "t", Map.of(path, SeededRepository.changedFiles().get(path)));
                long from = stage.sandbox.journal().size();
                Thread.sleep(5000);
                dump(stage, g, 0, "OPEN");
                from = stage.sandbox.journal().size();
                stage.sandbox.clock().forward(java.time.Duration.ofSeconds(40));
                g.repository().review(stage.sandbox.reviewer(), n, "APPROVE", "ok");
                Thread.sleep(3000);
                dump(stage, g, from, "REVIEW");
                from = stage.sandbox.journal().size();
                if (merged) g.repository().merge(stage.sandbox.author(), n);
                else g.repository().comment(stage.sandbox.author(), n, "/apply dev");
                Thread.sleep(6000);
                dump(stage, g, from, "APPLY");
                g.repository().comments(n).forEach(c -> System.out.println("COMMENT " + c.author() + ": " + c.body()));
            }
            System.out.println(stage.log());
        }
    }

    private static void dump(MatrixStage stage, MatrixStage.Ground g, long from, String what) {
        System.out.println("== " + what);
        stage.sandbox.journal().since(from).stream().filter(e -> e.kind().equals("request") ? g.about(e) || e.fact("subject").isEmpty() : g.about(e))
            .forEach(e -> System.out.println(e.number() + " " + e.side() + " " + e.kind() + " " + e.fact("route") + " [" + e.fact("subject") + "] " + e.fact("status")));
    }
}
