/** HCP Terraform as seen from here: its API, its notifications, and the plans that it hands out. */
@NullMarked
package io.tidegate.terraformcloud;

import org.jspecify.annotations.NullMarked;
