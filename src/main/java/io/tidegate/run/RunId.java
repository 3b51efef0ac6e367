package io.tidegate.run;

/** The id of an HCP Terraform run, {@code run-…}. */
public record RunId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
