package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rendered texts that were read and agreed upon; {@code -Dgolden.write=true} writes them anew, to be read again. */
public final class Golden {
    private static final Path FILES = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void agrees(String file, String text) {
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(FILES.resolve(file), text);
            }
            assertThat(text).isEqualTo(Files.readString(FILES.resolve(file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
