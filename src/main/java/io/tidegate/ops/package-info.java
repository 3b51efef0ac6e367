/** What the process is given from outside: the clock, randomness, and how it is watched. */
@NullMarked
package io.tidegate.ops;

import org.jspecify.annotations.NullMarked;
