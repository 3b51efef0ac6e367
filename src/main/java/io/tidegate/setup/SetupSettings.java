package io.tidegate.setup;

import io.tidegate.flow.Role;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the App is registered, for whom, and where it will find Tidegate. */
@Singleton
final class SetupSettings {
    private final boolean wanted;
    private final URI github;
    private final URI api;
    private final String owner;
    private final String publicUrl;
    private final boolean keep;

    /** @throws IllegalStateException with a sentence for each key that the setup lacks */
    @Inject
    SetupSettings(
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            @ConfigProperty(name = "tidegate.github.app-id") Optional<String> app,
            @ConfigProperty(name = "tidegate.github.url", defaultValue = "https://github.com") URI github,
            @ConfigProperty(name = "tidegate.github.api-url", defaultValue = "https://api.github.com") URI api,
            @ConfigProperty(name = "tidegate.setup-owner") Optional<String> owner,
            @ConfigProperty(name = "tidegate.github.owners") Optional<List<String>> owners,
            @ConfigProperty(name = "tidegate.public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "tidegate.setup-keep", defaultValue = "false") boolean keep) {
        this.keep = keep;
        this.wanted = role == Role.SETUP && app.map(String::isBlank).orElse(true);
        this.github = github;
        this.api = api;
        this.owner = owner.or(() -> owners.stream().flatMap(List::stream).findFirst())
                .map(String::strip)
                .orElse("");
        this.publicUrl = publicUrl.map(url -> url.strip().replaceAll("/+$", "")).orElse("");
        if (wanted) {
            demand();
        }
    }

    private void demand() {
        List<String> wrong = new ArrayList<>();
        if (!owner.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,98}")) {
            wrong.add(
                    "tidegate.setup-owner is missing or no account: name the organisation, or the account, that is to own"
                            + " the GitHub App (or set tidegate.github.owners).");
        }
        if (!publicUrl.matches("https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9/._~-]*)?")) {
            wrong.add("tidegate.public-url is missing or no address: set it to where GitHub and people reach Tidegate,"
                    + " such as https://tidegate.example.com.");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("The setup cannot begin. " + String.join(" ", wrong));
        }
    }

    /** Whether this process is there to register the App. */
    boolean wanted() {
        return wanted;
    }

    /** Whether Tidegate keeps the credentials, encrypted, instead of showing them. */
    boolean keeps() {
        return keep;
    }

    String owner() {
        return owner;
    }

    String publicUrl() {
        return publicUrl;
    }

    boolean encrypted() {
        return publicUrl.startsWith("https://");
    }

    /** GitHub's own origin, the only one besides ours to which a form may be sent. */
    String origin() {
        return github.getScheme() + "://" + github.getAuthority();
    }

    /** Where an organisation's App is registered. */
    String forOrganization() {
        return web() + "/organizations/" + owner + "/settings/apps/new";
    }

    /** Where the App of the account that is signed in is registered. */
    String forAccount() {
        return web() + "/settings/apps/new";
    }

    URI conversion(String code) {
        return URI.create(api.toString().replaceAll("/+$", "") + "/app-manifests/" + code + "/conversions");
    }

    private String web() {
        return github.toString().replaceAll("/+$", "");
    }
}
