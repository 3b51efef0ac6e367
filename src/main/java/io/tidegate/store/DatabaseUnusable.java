package io.tidegate.store;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A database that gives no connection, or nothing to this user: where, why, and what to do. Nothing of it is a credential. */
public final class DatabaseUnusable extends StoreFailure {
    private record Reason(String why, String remedy) {}

    private static final String ADDRESS = "the host and the port in tidegate.database.url";
    private static final Reason UNKNOWN_HOST = new Reason(
            "this machine knows no host of that name",
            "Correct the host in tidegate.database.url, or look at the names that this machine resolves.");
    private static final Reason REFUSED =
            new Reason("nothing listens there (connection refused)", "Start PostgreSQL, or correct " + ADDRESS + ".");
    private static final Reason SILENT = new Reason(
            "nobody answered in time", "Look at firewalls and network policies on the way, and at " + ADDRESS + ".");
    private static final Reason NO_WAY = new Reason(
            "there is no way to it, or it broke off",
            "Look at the network, at " + ADDRESS + ", and at PostgreSQL's log.");
    private static final Reason TLS = new Reason(
            "TLS failed: its certificate is none that tidegate.database.url lets it have",
            "Name the authority of its certificate there as sslrootcert=FILE, and the host as the certificate does.");
    private static final Reason TLS_FILE =
            new Reason("a file for TLS that tidegate.database.url names cannot be read", "Correct sslrootcert there.");
    private static final Reason NO_PASSWORD =
            new Reason("it asks for a password, and there is none", "Set tidegate.database.password.");
    private static final Reason NO_TLS = new Reason(
            "it does not offer the TLS that tidegate.database.url demands",
            "Switch TLS on at the server, or correct sslmode there.");

    private static final Map<String, Reason> STATES = Map.of(
            "28P01",
            new Reason(
                    "it does not accept the password of this user",
                    "Correct tidegate.database.username and tidegate.database.password. Where the password was changed,"
                            + " every process has to be restarted with the new one (docs/secrets.md)."),
            "28000",
            new Reason(
                    "it does not let this user in from here",
                    "Look at whether the role of tidegate.database.username may log in, at the server's pg_hba.conf,"
                            + " and at whether it demands TLS (sslmode=require in tidegate.database.url)."),
            "3D000",
            new Reason("it has no database of that name", "Create it, or correct the name in tidegate.database.url."),
            "42501",
            new Reason(
                    "this user lacks a right that it needs there",
                    "Let the user own the database and its tables, or act as who does: docs/secrets.md says how."),
            "53300",
            new Reason(
                    "it takes no more connections",
                    "docs/runbooks/TidegateDatabaseAway.md finds who has them; free some, or raise max_connections."),
            "55000",
            new Reason("it takes no connections at all now", "See who closed it (ALLOW_CONNECTIONS)."),
            "57P03",
            new Reason("it is starting, stopping or being restored", "Try again in a moment."),
            "08P01",
            new Reason("what listens there does not speak as PostgreSQL does", "Correct " + ADDRESS + "."),
            "08006",
            NO_WAY);

    /** Of a database that is there: of use to who looks into it, and not while its tables are being made. */
    private static final Reason NO_TABLES = new Reason(
            "it has no tables of Tidegate's, or those of another version",
            "See whether tidegate.database.url names the right database; a start of Tidegate makes them.");

    private final String text;
    private final String remedy;

    private DatabaseUnusable(String text, String remedy, Throwable cause) {
        super(text + " " + remedy, cause);
        this.text = text;
        this.remedy = remedy;
    }

    private static DatabaseUnusable of(EmbeddedDatabase.Access access, Reason reason, SQLException cause) {
        String user = access.username().isBlank() ? "" : " as " + access.username();
        return new DatabaseUnusable(
                "The database at " + DatabaseAddress.of(access.url()).text() + " cannot be used" + user + ": "
                        + reason.why() + ".",
                reason.remedy(),
                cause);
    }

    /** What happened. */
    public String text() {
        return text;
    }

    public String remedy() {
        return remedy;
    }

    /** If that is what is at the bottom of a failure. */
    public static Optional<DatabaseUnusable> in(EmbeddedDatabase.Access access, Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof SQLException sql) {
                Reason reason = reason(access, sql);
                return Optional.ofNullable(reason).map(found -> of(access, found, sql));
            }
        }
        return Optional.empty();
    }

    /** What became of a statement of who looks into it from outside. */
    static StoreFailure or(EmbeddedDatabase.Access access, SQLException failure) {
        if ("42P01".equals(failure.getSQLState())) {
            return of(access, NO_TABLES, failure);
        }
        return in(access, failure).<StoreFailure>map(unusable -> unusable).orElseGet(() -> new StoreFailure(failure));
    }

    private static @Nullable Reason reason(EmbeddedDatabase.Access access, SQLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return UNKNOWN_HOST;
            } else if (cause instanceof SocketTimeoutException) {
                return SILENT;
            } else if (cause instanceof ConnectException
                    && String.valueOf(cause.getMessage()).contains("refused")) {
                return REFUSED;
            } else if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return TLS;
            } else if (cause instanceof FileNotFoundException) {
                return TLS_FILE;
            } else if (cause instanceof SocketException) {
                return NO_WAY;
            }
        }
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "08004" -> access.password().isEmpty() ? NO_PASSWORD : NO_TLS;
            case "08001" -> SILENT;
            default -> STATES.get(state);
        };
    }
}
