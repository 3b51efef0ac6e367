package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What HCP Terraform counts in a plan: a replacement is an addition and a destruction. */
record Changes(int additions, int changes, int destructions, int imports, boolean any) {
    static final Changes NONE = new Changes(0, 0, 0, 0, false);
    private static final ObjectMapper JSON = new ObjectMapper();

    Changes miscounted(int more) {
        return new Changes(additions, changes, destructions + more, imports, any);
    }

    static Changes of(byte[] planJson) {
        try {
            JsonNode plan = JSON.readTree(planJson);
            int additions = 0;
            int changes = 0;
            int destructions = 0;
            int imports = 0;
            for (JsonNode resource : plan.path("resource_changes")) {
                if (resource.path("mode").asText().equals("data")) {
                    continue;
                }
                for (JsonNode action : resource.path("change").path("actions")) {
                    switch (action.asText()) {
                        case "create" -> additions++;
                        case "update" -> changes++;
                        case "delete" -> destructions++;
                        default -> {}
                    }
                }
                imports += resource.path("change").has("importing") ? 1 : 0;
            }
            return new Changes(
                    additions,
                    changes,
                    destructions,
                    imports,
                    plan.path("applyable").asBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException("terraform show -json gave something that is not JSON", e);
        }
    }
}
