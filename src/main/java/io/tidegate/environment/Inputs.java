package io.tidegate.environment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a tree that select an environment, as one digest: equal digests mean that nothing of it changed. */
public final class Inputs {
    private Inputs() {}

    /**
     * @param tree path to git blob id
     * @param graph the modules that its directories call
     * @return SHA-256 in lower-case hex over the sorted pairs, each length-prefixed
     */
    public static String of(Environment environment, SortedMap<String, String> tree, ModuleGraph graph) {
        // Collected again so that the order is the strings' own, whatever comparator the caller's map has.
        return of(environment, new TreeMap<>((Map<String, String>) tree), Territory.of(environment, graph));
    }

    static String of(Environment environment, NavigableMap<String, String> tree, Territory territory) {
        MessageDigest digest = sha256();
        // Which one counts when several give a value is decided by their order, not by what is in them.
        environment.varFiles().files().forEach(file -> add(digest, file));
        territory.among(tree.navigableKeySet()).forEach(path -> {
            add(digest, path);
            add(digest, Objects.requireNonNull(tree.get(path)));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one says it has not", e);
        }
    }
}
