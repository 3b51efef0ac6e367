package io.tidegate.report;

/**
 * A button of a check run.
 *
 * @param label at most 20 characters
 * @param description at most 40 characters
 * @param identifier at most 20 characters; GitHub gives it back when somebody presses
 */
public record Button(String label, String description, String identifier) {
    public Button {
        if (label.length() > 20 || description.length() > 40 || identifier.length() > 20) {
            throw new IllegalArgumentException("longer than GitHub takes: " + label);
        }
    }
}
