/** The play page as a person uses it: in a real browser, with the packaged product behind it. */
package io.tidegate.browser;
