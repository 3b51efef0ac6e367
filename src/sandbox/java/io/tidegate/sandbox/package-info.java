/** GitHub and HCP Terraform stand-ins that speak their HTTP APIs. Knows nothing of the product. */
package io.tidegate.sandbox;
