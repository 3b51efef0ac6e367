/** A stateful stand-in for HCP Terraform that speaks its HTTP API and really executes the runs it is given. */
package io.tidegate.sandbox.terraform;
