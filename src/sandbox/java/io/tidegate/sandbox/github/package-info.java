/** A stateful, strict stand-in for GitHub: people act in it by Java calls, an App sees it by HTTP and webhooks. */
package io.tidegate.sandbox.github;
