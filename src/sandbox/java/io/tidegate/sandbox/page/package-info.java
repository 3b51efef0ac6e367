/** The page on which a person plays: the pull request as GitHub would show it, people to act as, and the journal. */
package io.tidegate.sandbox.page;
