/** Reads `.github/tidegate.yml`, bounded and with the position of every error. */
@NullMarked
package io.tidegate.configuration;

import org.jspecify.annotations.NullMarked;
