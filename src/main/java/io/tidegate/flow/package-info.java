/** The loop around the core: ports, the inbox, the effects and the sweeper. */
@NullMarked
package io.tidegate.flow;

import org.jspecify.annotations.NullMarked;
