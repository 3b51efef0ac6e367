/** State to words; everything from outside is escaped for the place where it is put. */
@NullMarked
package io.tidegate.report;

import org.jspecify.annotations.NullMarked;
