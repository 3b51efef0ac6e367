package io.tidegate.store;

import io.tidegate.audit.Entry;
import io.tidegate.audit.Link;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Rows of {@code audit} and {@code audit_seal} as they are examined. */
final class AuditRows {
    private AuditRows() {}

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("number"),
                time(row, "at"),
                row.getLong("repository"),
                row.getInt("pull"),
                row.getString("what"),
                row.getString("because"),
                row.getString("facts"));
    }

    /** Of a seal with its row, which has gone where its time is missing. */
    static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getLong("position"),
                row.getLong("number"),
                time(row, "sealed"),
                row.getString("digest"),
                row.getString("seal"),
                row.getObject("at") == null ? null : entry(row));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
