package io.tidegate.secrets;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The keys of the configuration that hold secrets. */
public final class SecretKeys {
    static final String DOPPLER_TOKEN = "tidegate.doppler.token";
    static final String DOPPLER_WEBHOOK = "tidegate.doppler.webhook-secret";
    static final String ENCRYPTION = "tidegate.encryption-key";
    static final String PRIVATE_KEY = "tidegate.github.private-key";

    /** More organisations than anybody has; their keys have no end otherwise. */
    private static final int ORGANIZATIONS = 64;

    private static final Pattern ORGANIZATION = Pattern.compile("tidegate\\.terraform\\.organizations\\[\\d+]\\.token");
    private static final List<String> NAMED = List.of(
            "tidegate.github.webhook-secret",
            PRIVATE_KEY,
            "tidegate.terraform.token",
            "tidegate.terraform.notification-secret",
            "tidegate.database.password",
            ENCRYPTION,
            "tidegate.encryption-key-previous",
            DOPPLER_TOKEN,
            DOPPLER_WEBHOOK);

    private SecretKeys() {}

    /** Each may be given as a file, under the same key with {@code -file} behind it. */
    static Stream<String> all() {
        return Stream.concat(
                NAMED.stream(),
                IntStream.range(0, ORGANIZATIONS).mapToObj(i -> "tidegate.terraform.organizations[" + i + "].token"));
    }

    static boolean isSecret(String key) {
        return NAMED.contains(key)
                || key.equals("quarkus.datasource.password")
                || ORGANIZATION.matcher(key).matches();
    }

    /** MicroProfile's mapping of a key to the name of an environment variable. */
    public static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** A dollar sign in a secret is one, and no reference to another key. */
    static String verbatim(String key, String secret) {
        if (secret.contains("\\$")) {
            throw new IllegalStateException(key + " holds a backslash before a dollar sign, which the configuration"
                    + " cannot carry: choose another secret.");
        }
        return secret.replace("$", "$$");
    }
}
