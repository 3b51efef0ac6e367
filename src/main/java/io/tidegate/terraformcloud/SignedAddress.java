package io.tidegate.terraformcloud;

import io.tidegate.flow.Outside;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An address of HCP Terraform's object store. Whoever knows it may use it, so it is a secret, and our token is never sent
 * there.
 */
final class SignedAddress {
    private final URI uri;

    private SignedAddress(URI uri) {
        this.uri = uri;
    }

    /** @throws Outside.Refused unless it is encrypted, or on the host of an API that is itself reached without */
    static SignedAddress of(@Nullable String text, URI api, String doing) {
        try {
            URI uri = api.resolve(text == null ? "" : text);
            boolean encrypted = "https".equals(uri.getScheme());
            boolean beside = "http".equals(uri.getScheme()) && "http".equals(api.getScheme());
            if (text != null
                    && uri.getHost() != null
                    && (encrypted || beside && uri.getHost().equals(api.getHost()))) {
                return new SignedAddress(uri);
            }
        } catch (IllegalArgumentException malformed) {
            // Told below without its text.
        }
        throw new Outside.Refused(
                "Tidegate could not " + doing + ": HCP Terraform named an address that is missing or not encrypted.",
                "Check what stands between Tidegate and HCP Terraform.");
    }

    SignedAddress with(String query) {
        String separator = uri.getRawQuery() == null ? "?" : "&";
        return new SignedAddress(URI.create(uri + separator + query));
    }

    URI uri() {
        return uri;
    }

    @Override
    public String toString() {
        return "SignedAddress[withheld]";
    }
}
