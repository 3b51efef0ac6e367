package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TerritoryTest {
    private static final List<String> PARTS = List.of("a", "a-b", "a.b", "a0", "m", "prod");
    private static final List<String> FILES =
            List.of("main.tf", "x.tftpl", "terraform.tfvars", "a", ".terraform.lock.hcl", "README.md");

    /** Where it looks must not decide what it finds: names that only begin alike, files as places, links, the root. */
    @Test
    void finds_among_many_paths_exactly_those_that_it_holds_when_it_is_asked_one_by_one() {
        int found = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            TreeSet<String> paths = new TreeSet<>(List.of(IgnoreRules.FILE));
            Map<String, ModuleGraph.Sources> sources = new HashMap<>();
            Map<String, String> links = new TreeMap<>();
            for (int i = 0; i < 30; i++) {
                String path = path(random);
                paths.add(path);
                if (random.nextInt(12) == 0) {
                    links.put(path, random.nextBoolean() ? directory(random) : "../" + one(random, PARTS));
                } else if (ModuleGraph.isRead(path)) {
                    sources.put(
                            path,
                            new ModuleGraph.Sources(
                                    List.of("../" + one(random, PARTS), "./" + one(random, PARTS)),
                                    random.nextInt(20) > 0));
                }
            }
            ModuleGraph graph = ModuleGraph.of(
                    sources, new Links(new TreeMap<>(links)), IgnoreRules.of(random.nextBoolean() ? "" : "a-b/\n"));
            Territory territory = Territory.of(environment(random), graph);

            assertThat(territory.among(paths))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(
                            paths.stream().filter(territory::holds).toList());
            found += territory.among(paths).size();
        }
        assertThat(found).isGreaterThan(3_000);
    }

    private static Environment environment(Random random) {
        List<String> patterns = random.nextInt(4) == 0 ? List.of("**/*.tftpl") : List.of();
        return new Environment(
                new EnvironmentName("prod"),
                random.nextInt(6) == 0 ? "" : directory(random),
                "acme",
                "infra-prod",
                patterns,
                random.nextInt(4) == 0 ? List.of("m/**") : List.of(),
                List.of(),
                Rules.USUAL);
    }

    private static String path(Random random) {
        return random.nextInt(8) == 0 ? one(random, FILES) : directory(random) + "/" + one(random, FILES);
    }

    private static String directory(Random random) {
        List<String> parts = new ArrayList<>();
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            parts.add(one(random, PARTS));
        }
        return String.join("/", parts);
    }

    private static String one(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
