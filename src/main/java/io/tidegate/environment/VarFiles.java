package io.tidegate.environment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The variable files of an environment, beside those that Terraform loads by itself.
 *
 * @param files paths from the repository's root, later ones over earlier ones
 * @param shared whether the environment's directory holds variable files of others too: then only these, and what
 *     Terraform loads by itself, are its own
 */
public record VarFiles(List<String> files, boolean shared) {
    /** Of an environment that is a directory of its own. */
    public static final VarFiles NONE = new VarFiles(List.of(), false);

    /** Begins the names under which they are uploaded; HCP Terraform loads no others, in the order of their names. */
    public static final String UPLOADED = "zz-tidegate-";

    private static final int LONGEST = 512;

    public VarFiles {
        files = List.copyOf(files);
    }

    /** Why a path cannot be one, as a clause with what to write instead; empty when it can. */
    public static Optional<String> refusal(String path) {
        List<String> parts = List.of(path.split("/", -1));
        boolean outside = parts.contains("..") || parts.contains(".") || parts.contains("") || parts.contains(".git");
        boolean strange = path.length() > LONGEST || path.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
        if (outside || strange) {
            return Optional.of("write its path from the repository's root, such as `environments/prod.tfvars`");
        }
        return TerraformFile.isVariables(path)
                ? Optional.empty()
                : Optional.of("its name must end in `.tfvars` or `.tfvars.json`");
    }

    /** The name in the working directory under which one of the files is uploaded, so that Terraform loads it last. */
    public String uploaded(EnvironmentName environment, String file) {
        String number = files.size() == 1 ? "" : String.format(Locale.ROOT, "-%02d", files.indexOf(file) + 1);
        return UPLOADED + environment + number + (file.endsWith(".json") ? ".auto.tfvars.json" : ".auto.tfvars");
    }

    /** The file that was uploaded under this name, as HCP Terraform's messages call it. */
    public Optional<String> original(EnvironmentName environment, String uploaded) {
        return files.stream()
                .filter(file -> uploaded(environment, file).equals(uploaded))
                .findFirst();
    }
}
