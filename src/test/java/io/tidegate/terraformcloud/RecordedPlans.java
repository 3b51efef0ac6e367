package io.tidegate.terraformcloud;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.Plan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Plans of the real terraform program, with what it says about them itself. */
public final class RecordedPlans {
    public static final DigestKey KEY =
            new DigestKey("k1", "an example key of enough bytes".getBytes(StandardCharsets.UTF_8));

    private RecordedPlans() {}

    public static Stream<String> names() {
        return Stream.of(
                "01-create-all",
                "02-no-op",
                "03-update-in-place",
                "04-replace",
                "06-delete-one",
                "07-destroy-all",
                "08-moved-only",
                "10-import-block",
                "12-sensitive-variable",
                "13-output-changes-only",
                "14-check-failing",
                "18-errored-precondition",
                "23-removed-forget",
                "25-replace-by-request",
                "27-targeted",
                "29-hostile-strings",
                "30-large-800",
                "31-apply-fails",
                "33-create-stage",
                "34-create-prod");
    }

    public static Plan plan(String name) {
        return plan(name, ShowLevel.VALUES);
    }

    public static Plan plan(String name, ShowLevel level) {
        return read(text(name + "/plan.json"), level);
    }

    public static Plan read(String json) {
        return read(json, ShowLevel.VALUES);
    }

    public static Plan read(String json, ShowLevel level) {
        try {
            return PlanReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), KEY, level);
        } catch (UnreadablePlan | IOException e) {
            throw new AssertionError(e);
        }
    }

    public static String text(String path) {
        try (InputStream in = RecordedPlans.class.getResourceAsStream("/plans/" + path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
