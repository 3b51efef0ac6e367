package io.tidegate.flow;

import java.time.Duration;

/**
 * What is left of the limits that GitHub sets each installation, and HCP Terraform each token, for all replicas together.
 * Nobody waits here: what may not be asked now is put off, and asked again later.
 */
public interface Budgets {
    /**
     * What an answer told.
     *
     * @param most the whole budget
     * @param renewed in how long it is whole again
     */
    record Told(long remaining, long most, Duration renewed) {}

    /**
     * Before a call.
     *
     * @param whose {@code github/…} or {@code terraform/…}: an installation, or a digest of a token
     * @throws Outside.Unavailable with the time to wait, while nothing may be asked, or while the little that is left is kept
     *     for what people wait for
     */
    void ask(String whose);

    /** After a call whose answer told it. */
    void told(String whose, Told told);

    /** A limit was hit: nobody asks for so long. */
    void hold(String whose, Duration lasting);
}
