/** Everything durable: PostgreSQL by JDBC, rows claimed by lease and fence, a versioned form of the state, and an embedded server. */
@NullMarked
package io.tidegate.store;

import org.jspecify.annotations.NullMarked;
