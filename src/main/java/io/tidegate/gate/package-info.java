/** Named conditions that must be open before an environment is applied, each with a verdict, a reason and a remedy. */
@NullMarked
package io.tidegate.gate;

import org.jspecify.annotations.NullMarked;
