/** A run of HCP Terraform as Tidegate sees it: its id, kind, status and what it may be told. */
@NullMarked
package io.tidegate.run;

import org.jspecify.annotations.NullMarked;
