package io.tidegate.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database refused or could not be reached. The message holds the SQL state, never a value. */
public sealed class StoreFailure extends RuntimeException permits DatabaseUnusable {
    StoreFailure(SQLException cause) {
        super("the database failed with SQL state " + cause.getSQLState() + ": its log says more", cause);
    }

    StoreFailure(String message) {
        super(message);
    }

    StoreFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
