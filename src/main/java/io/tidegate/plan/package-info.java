/** A plan. */
@NullMarked
package io.tidegate.plan;

import org.jspecify.annotations.NullMarked;
