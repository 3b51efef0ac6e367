package io.tidegate.environment;

/** Who can read a repository, and with it every comment on its pull requests. */
public enum Visibility {
    PRIVATE(ShowLevel.VALUES),
    /** Also where it is not known. */
    PUBLIC(ShowLevel.NAMES);

    private final ShowLevel show;

    Visibility(ShowLevel show) {
        this.show = show;
    }

    /** How much of a plan is shown where the configuration does not say. */
    public ShowLevel show() {
        return show;
    }
}
