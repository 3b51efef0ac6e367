/** State to words. */
@NullMarked
package io.tidegate.report;

import org.jspecify.annotations.NullMarked;
