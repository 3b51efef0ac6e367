/** GitHub as seen from here: the webhook door, the reader of its deliveries, and the forge over its REST API. */
@NullMarked
package io.tidegate.github;

import org.jspecify.annotations.NullMarked;
