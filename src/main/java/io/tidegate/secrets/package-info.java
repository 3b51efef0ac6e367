/** Where secrets come from and how they are renewed while the product runs; encryption of what is stored. */
@NullMarked
package io.tidegate.secrets;

import org.jspecify.annotations.NullMarked;
