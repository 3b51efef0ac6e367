package io.tidegate.flow;

import java.util.Optional;
import java.util.function.Function;

/** The secrets of the configuration, wherever they come from; they can change while the process runs. */
public interface Secrets {
    /**
     * What a key holds, read anew whenever it changes. What cannot be read then is reported, and what was before stays.
     *
     * @param read throws {@link IllegalStateException} with a sentence for the operator, which never quotes the text
     * @throws IllegalStateException that of the first reading
     */
    <T> Renewed<T> follow(String key, Function<Optional<String>, T> read);
}
