/** What runs the product: the clock, keys, health and metrics. */
@NullMarked
package io.tidegate.ops;

import org.jspecify.annotations.NullMarked;
