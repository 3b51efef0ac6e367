package io.tidegate.terraformcloud;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How HCP Terraform or Terraform Enterprise is reached, and which repositories may use what there. */
@ConfigMapping(prefix = "tidegate.terraform")
public interface TerraformConfiguration {
    /** Where it answers; the API is under {@code /api/v2} of it. */
    @WithDefault("https://app.terraform.io")
    String url();

    /** A user or team token; alone it maps every organisation that it reaches to every allowed owner. */
    Optional<String> token();

    /** A file that holds it, read again when it changes. */
    Optional<String> tokenFile();

    /** Organisations one by one, instead of {@link #token()} alone. */
    List<Organization> organizations();

    /** Signs notifications; one, or two comma separated while it is changed. Without it notifications are refused. */
    Optional<String> notificationSecret();

    /** A file that holds it, read again when it changes. */
    Optional<String> notificationSecretFile();

    @WithDefault("5s")
    Duration connectTimeout();

    /** For one call of the API, its answer included. */
    @WithDefault("30s")
    Duration callTimeout();

    /** For one upload of a configuration, and for one download of a plan. */
    @WithDefault("5m")
    Duration transferTimeout();

    /** How many calls of a token go on or have ended within the last second, at least 1; the others wait. HCP Terraform allows 30. */
    @WithDefault("25")
    int callsPerSecond();

    /** How long an uploaded configuration may take until HCP Terraform has unpacked it. */
    @WithDefault("60s")
    Duration unpackTimeout();

    /** One organisation and who may use it. */
    interface Organization {
        String name();

        String token();

        /** A file that holds it, read again when it changes. */
        Optional<String> tokenFile();

        /** GitHub owners whose repositories may use it; absent: every owner that the App is allowed to serve. */
        Optional<List<String>> owners();

        /**
         * Globs of workspaces that may be used besides those named after the repository, either {@code workspace} for
         * every repository of the owners, or {@code repository:workspace}.
         */
        Optional<List<String>> workspaces();

        /**
         * Whose a workspace is that several repositories claim: {@code workspace=71234}, the repository's id, or {@code
         * workspace=owner/name}. No other may use it then.
         */
        Optional<List<String>> decided();
    }
}
