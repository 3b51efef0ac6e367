package io.tidegate.secrets;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Secrets out of files that {@code KEY-file} names, as Kubernetes mounts them. */
final class SecretFiles implements ConfigSource, Source {
    /** Below environment variables, above Doppler. */
    static final int ORDINAL = 290;

    static final String NAME = "files of secrets";

    private static final Logger LOG = Logger.getLogger(SecretFiles.class);
    private static final int LARGEST = 64 << 10;
    private final Map<String, Path> paths;
    private volatile Map<String, String> values;
    private volatile Set<String> failing = Set.of();

    private SecretFiles(Map<String, Path> paths, Map<String, String> values) {
        this.paths = paths;
        this.values = values;
    }

    /**
     * @param given the rest of the configuration
     * @throws IllegalStateException with a sentence for the operator when one cannot be read
     */
    static SecretFiles of(Function<String, Optional<String>> given) {
        Map<String, Path> paths = new TreeMap<>();
        SecretKeys.all().forEach(key -> given.apply(key + "-file").ifPresent(path -> paths.put(key, path(key, path))));
        Map<String, String> values = new TreeMap<>();
        paths.forEach((key, path) -> {
            if (given.apply(key).isPresent()) {
                throw new IllegalStateException("Both " + key + " and " + key
                        + "-file are set: remove one of them, so that it is plain which" + " counts.");
            }
            values.put(key, read(key, path));
        });
        return new SecretFiles(paths, Map.copyOf(values));
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    @Override
    public Set<String> renew() {
        Map<String, String> next = new TreeMap<>();
        Set<String> failed = new TreeSet<>();
        paths.forEach((key, path) -> {
            String before = Objects.requireNonNull(values.get(key));
            try {
                next.put(key, read(key, path));
            } catch (IllegalStateException unreadable) {
                failed.add(key);
                if (!failing.contains(key)) {
                    LOG.errorf("%s What it held before goes on being used.", unreadable.getMessage());
                }
                next.put(key, before);
            }
        });
        Set<String> changed = next.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(values.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        failing = failed;
        values = Map.copyOf(next);
        return changed;
    }

    private static Path path(String key, String text) {
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException wrong) {
            throw new IllegalStateException(key + "-file is not a path of a file.");
        }
    }

    private static String read(String key, Path path) {
        String what = key + "-file names " + path + ", which ";
        try {
            if (Files.size(path) > LARGEST) {
                throw new IllegalStateException(what + "is larger than " + LARGEST + " bytes and no secret.");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw new IllegalStateException(what + "is empty: write the secret into it.");
            }
            return SecretKeys.verbatim(key, text);
        } catch (NoSuchFileException missing) {
            throw new IllegalStateException(what + "does not exist: mount it, or correct the path.");
        } catch (AccessDeniedException denied) {
            throw new IllegalStateException(what + "this process may not read: give its user the right to.");
        } catch (MalformedInputException binary) {
            throw new IllegalStateException(what + "is not UTF-8 text.");
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    what + "cannot be read (" + unreadable.getClass().getSimpleName() + "): it must be a file.");
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        return values.get(key);
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
