package io.tidegate.terraformcloud;

import io.tidegate.flow.Outside;

/** Whether a repository may use a workspace, as far as names and the server's configuration tell. */
sealed interface Consent {
    /** @param decided the operator gave it to this repository, whoever else claims it */
    record Given(Access access, boolean decided) implements Consent {}

    /**
     * Only a tag on the workspace can still give it.
     *
     * @param access may be used to look for the tag
     * @param refusal what is said without one; the same whether the workspace exists or not
     */
    record Tagged(Access access, Outside.Refused refusal) implements Consent {}
}
