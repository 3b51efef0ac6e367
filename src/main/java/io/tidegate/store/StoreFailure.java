package io.tidegate.store;

import java.sql.SQLException;

/** The database refused or could not be reached. The message holds the SQL state, never a value. */
public final class StoreFailure extends RuntimeException {
    StoreFailure(SQLException cause) {
        super("the database failed with SQL state " + cause.getSQLState() + ": its log says more", cause);
    }

    StoreFailure(String message) {
        super(message);
    }
}
