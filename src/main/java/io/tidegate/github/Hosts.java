package io.tidegate.github;

import java.net.URI;
import java.util.Optional;

/** Where calls may go: tokens to the API alone, downloads to GitHub's own hosts besides. */
final class Hosts {
    private Hosts() {}

    static boolean isApi(GitHubSettings settings, URI uri) {
        return same(settings.api(), uri);
    }

    /**
     * Archives come from codeload.github.com, on an Enterprise Server from HOST/_codeload or codeload.HOST. No token goes
     * there.
     */
    static boolean isDownload(GitHubSettings settings, URI uri) {
        boolean ownHost = settings.api().getHost().equalsIgnoreCase(uri.getHost())
                || settings.url().getHost().equalsIgnoreCase(uri.getHost())
                || ("codeload." + settings.url().getHost()).equalsIgnoreCase(uri.getHost());
        return ownHost && settings.url().getScheme().equals(uri.getScheme()) && uri.getUserInfo() == null;
    }

    static Optional<URI> resolve(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean same(URI allowed, URI uri) {
        return uri.getHost() != null
                && uri.getUserInfo() == null
                && allowed.getScheme().equals(uri.getScheme())
                && allowed.getHost().equalsIgnoreCase(uri.getHost())
                && allowed.getPort() == uri.getPort();
    }
}
