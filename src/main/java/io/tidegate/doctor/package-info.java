/** What is found wrong with an installation, and what to do about it: judgements about what others have read. */
@NullMarked
package io.tidegate.doctor;

import org.jspecify.annotations.NullMarked;
