package io.tidegate.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * What is in a backup.
 *
 * @param format of the file; grows with every form that an older version would misread
 * @param schema the newest migration that the database had
 * @param taken ISO 8601, by the database's clock
 */
record BackupManifest(int format, String schema, String taken, List<Table> tables, List<Sequence> sequences) {
    static final int FORMAT = 1;
    static final String ENTRY = "manifest.json";

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    /** @param sha256 of its entry, in hexadecimal digits */
    record Table(String name, List<String> columns, long rows, String sha256) {
        String entry() {
            return "tables/" + name;
        }
    }

    record Sequence(String name, long last) {}

    BackupManifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    byte[] json() throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    static BackupManifest read(byte[] json) throws IOException {
        return MAPPER.readValue(json, BackupManifest.class);
    }
}
