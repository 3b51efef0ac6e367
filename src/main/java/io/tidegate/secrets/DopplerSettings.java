package io.tidegate.secrets;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How Doppler is reached. All of it comes from outside Doppler.
 *
 * @param token a service token: it reads one config and nothing else
 * @param encryptionKey that of the installation where it is given outside Doppler; empty: a key in a file of the home
 */
record DopplerSettings(URI url, String token, String encryptionKey, Path home) {
    private static final String URL = "tidegate.doppler.url";

    /**
     * @return empty where Doppler is not used
     * @throws IllegalStateException with a sentence for the operator
     */
    static Optional<DopplerSettings> of(Function<String, Optional<String>> given) {
        return given.apply(SecretKeys.DOPPLER_TOKEN).map(String::strip).map(token -> {
            if (!token.matches("dp\\.st\\.[A-Za-z0-9._-]{8,200}")) {
                throw new IllegalStateException(SecretKeys.DOPPLER_TOKEN + " is no service token of Doppler: make one"
                        + " for the config, with access «read», in Doppler under Access. It begins with dp.st.");
            }
            return new DopplerSettings(
                    url(given.apply(URL).orElse("https://api.doppler.com")),
                    token,
                    given.apply(SecretKeys.ENCRYPTION).orElse(""),
                    given.apply("tidegate.home")
                            .map(Path::of)
                            .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".tidegate")));
        });
    }

    private static URI url(String text) {
        try {
            URI uri = URI.create(text.strip().replaceAll("/+$", ""));
            boolean here = uri.getHost() != null
                    && Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && here)) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw new IllegalStateException(URL + " must be an https address such as https://api.doppler.com"
                + " (http is accepted on this machine only).");
    }

    @Override
    public String toString() {
        return "Doppler at " + url;
    }
}
