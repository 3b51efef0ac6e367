/** What one Terraform plan would do, how two plans are compared, and what of a plan may be shown. */
@NullMarked
package io.tidegate.plan;

import org.jspecify.annotations.NullMarked;
