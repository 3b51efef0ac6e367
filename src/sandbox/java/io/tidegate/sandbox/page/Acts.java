package io.tidegate.sandbox.page;

import io.tidegate.sandbox.http.Refusal;

/** How an act of a person ends when the other side refuses it: the person who tried it is told. */
final class Acts {
    private Acts() {}

    static void done(Runnable act) {
        try {
            act.run();
        } catch (IllegalStateException | IllegalArgumentException refused) {
            // Some messages end in advice for whoever writes a test.
            String message = String.valueOf(refused.getMessage()).replaceFirst(": call .*", "");
            throw new Refusal(409, message.endsWith(".") ? message : message + ".");
        } catch (Refusal refused) {
            throw refused.getMessage().isBlank()
                    ? new Refusal(refused.status(), "That is not possible in the state in which it is now.")
                    : refused;
        }
    }
}
