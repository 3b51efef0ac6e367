package io.tidegate.store;

import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Where a database is, as it may be shown: a JDBC URL can hold a user and a password. */
public record DatabaseAddress(String text) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final String NONE = "tidegate.database.url is no address of a PostgreSQL database. Write it as"
            + " jdbc:postgresql://HOST:PORT/DATABASE; the user and the password go into tidegate.database.username and"
            + " tidegate.database.password.";

    /** @throws StoreFailure with a sentence for the operator where it is none; nothing of it is quoted then */
    public static DatabaseAddress of(String url) {
        int query = url.indexOf('?');
        String place = query < 0 ? url : url.substring(0, query);
        // The driver takes what stands before an @ for a part of the host, and quotes it.
        Properties parsed = place.startsWith(SCHEME) && place.indexOf('@') < 0 ? Driver.parseURL(url, null) : null;
        if (parsed == null) {
            throw new StoreFailure(NONE);
        }
        String[] hosts =
                parsed.getProperty(PGProperty.PG_HOST.getName(), "localhost").split(",", -1);
        String[] ports =
                parsed.getProperty(PGProperty.PG_PORT.getName(), "5432").split(",", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < hosts.length; i++) {
            text.append(i == 0 ? "" : ",").append(hosts[i]).append(i < ports.length ? ":" + ports[i] : "");
        }
        String name = parsed.getProperty(PGProperty.PG_DBNAME.getName());
        return new DatabaseAddress(text + (name == null ? "" : "/" + name));
    }

    @Override
    public String toString() {
        return text;
    }
}
