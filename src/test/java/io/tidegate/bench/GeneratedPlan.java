package io.tidegate.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A plan in Terraform's format of about a wanted size, written without being held: droplets of which three in a hundred
 * are updated, each in {@code planned_values}, {@code resource_changes} and {@code prior_state}, and every twentieth with
 * a sensitive value of its own. The same seed gives the same bytes.
 *
 * @param resources how many were written
 * @param changed how many of them are updated
 */
record GeneratedPlan(Path file, long bytes, int resources, int changed) {
    /** In every sensitive value; a summary that holds it has leaked. */
    static final String CANARY = "canary-";

    private static final int BYTES_EACH = 11_000;
    private static final int ONE_CHANGED_OF = 33;
    private static final int ONE_SECRET_OF = 20;

    static GeneratedPlan write(Path file, int megabytes, long seed) throws IOException {
        int resources = (int) Math.max(1, megabytes * 1_000_000L / BYTES_EACH);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"variables\":{\"region\":{\"value\":\"fra1\"}},");
            out.write("\"planned_values\":{\"root_module\":{\"resources\":[");
            each(out, resources, seed, (i, random) -> stateEntry(i, random, i % ONE_CHANGED_OF == 0 ? 2 : 1));
            out.write("]}},\"resource_changes\":[");
            each(out, resources, seed, GeneratedPlan::change);
            out.write(
                    "],\"prior_state\":{\"format_version\":\"1.0\",\"terraform_version\":\"1.11.4\",\"values\":{\"root_module\":{\"resources\":[");
            each(out, resources, seed, (i, random) -> stateEntry(i, random, 1));
            out.write(
                    "]}}},\"configuration\":{\"provider_config\":{\"digitalocean\":{\"name\":\"digitalocean\"}},\"root_module\":{}},");
            out.write(
                    "\"timestamp\":\"2026-11-23T16:50:08Z\",\"applyable\":true,\"complete\":true,\"errored\":false}\n");
        }
        int changed = (resources + ONE_CHANGED_OF - 1) / ONE_CHANGED_OF;
        return new GeneratedPlan(file, Files.size(file), resources, changed);
    }

    static String address(int i) {
        return "module.pool_" + i % 97 + ".digitalocean_droplet.node[" + i + "]";
    }

    @FunctionalInterface
    private interface Entry {
        String of(int i, SplittableRandom random);
    }

    /** The values of a resource are the same in every section. */
    private static void each(BufferedWriter out, int resources, long seed, Entry entry) throws IOException {
        for (int i = 0; i < resources; i++) {
            out.write(i == 0 ? "" : ",");
            out.write(entry.of(i, new SplittableRandom(seed + i)));
        }
    }

    private static String change(int i, SplittableRandom random) {
        boolean changed = i % ONE_CHANGED_OF == 0;
        String before = values(i, random, 1);
        return "{" + head(i) + ",\"change\":{\"actions\":[\"" + (changed ? "update" : "no-op") + "\"],\"before\":"
                + before
                + ",\"after\":" + (changed ? before.replace("\"size\":1", "\"size\":2") : before)
                + ",\"after_unknown\":{},\"before_sensitive\":" + mask(i) + ",\"after_sensitive\":" + mask(i) + "}}";
    }

    private static String stateEntry(int i, SplittableRandom random, int size) {
        return "{" + head(i) + ",\"schema_version\":1,\"values\":" + values(i, random, size) + ",\"sensitive_values\":"
                + mask(i) + "}";
    }

    private static String head(int i) {
        return "\"address\":\"" + address(i) + "\",\"module_address\":\"module.pool_" + i % 97
                + "\",\"mode\":\"managed\",\"type\":\"digitalocean_droplet\",\"name\":\"node\",\"index\":" + i
                + ",\"provider_name\":\"registry.terraform.io/digitalocean/digitalocean\"";
    }

    private static String mask(int i) {
        return i % ONE_SECRET_OF == 0 ? "{\"console_password\":true,\"tags\":[]}" : "{\"tags\":[]}";
    }

    private static String values(int i, SplittableRandom random, int size) {
        StringBuilder values = new StringBuilder("{\"backups\":false,\"size\":").append(size);
        values.append(",\"id\":\"").append(random.nextLong(1L << 40)).append("\",\"image\":\"ubuntu-24-04-x64\"");
        values.append(",\"ipv4_address\":\"10.")
                .append(random.nextInt(255))
                .append('.')
                .append(random.nextInt(255))
                .append(".7\"");
        values.append(",\"monitoring\":true,\"price_hourly\":0.03571,\"tags\":[\"app\",\"pool-")
                .append(i % 97)
                .append("\"]");
        values.append(",\"console_password\":\"")
                .append(i % ONE_SECRET_OF == 0 ? CANARY + i : "")
                .append('"');
        for (int n = 0; n < 48; n++) {
            values.append(",\"setting_").append(n).append("\":{\"enabled\":").append(random.nextBoolean());
            values.append(",\"limit\":").append(random.nextInt(10_000)).append('}');
        }
        values.append(",\"user_data\":\"#cloud-config\\n");
        for (int line = 0; line < 4; line++) {
            values.append("  - run: /usr/local/bin/setup --step ")
                    .append(line)
                    .append(" --of ")
                    .append(random.nextInt(1000))
                    .append("\\n");
        }
        return values.append("\",\"volume_ids\":[],\"vpc_uuid\":null}").toString();
    }
}
