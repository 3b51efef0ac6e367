/** Tidegate: what was reviewed is what is applied, once, and everybody can see why. */
@NullMarked
package io.tidegate;

import org.jspecify.annotations.NullMarked;
