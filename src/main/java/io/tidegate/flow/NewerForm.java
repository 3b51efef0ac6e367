package io.tidegate.flow;

/** What is stored was written by a newer version, which runs beside this one: it is left to that one. */
public final class NewerForm extends RuntimeException {
    public NewerForm(String message) {
        super(message);
    }
}
