package io.tidegate.environment;

import java.util.Set;

/** What Tidegate says where a repository is Terragrunt's, instead of being silent about files that it does not plan. */
public final class Terragrunt {
    /** Why nothing of it is planned, and what to do. */
    public static final String WHY =
            "Tidegate does not run Terragrunt: plans run on HCP Terraform's workers, which have"
                    + " terraform alone. Keep what should be planned as plain Terraform directories (terragrunt render or stack"
                    + " generate can write them into the repository), or leave these to the pipeline that runs terragrunt.";

    private static final Set<String> FILES =
            Set.of("terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl", "terragrunt.values.hcl");

    private Terragrunt() {}

    /** By its name, as Terragrunt finds it. */
    public static boolean isItsFile(String path) {
        return FILES.contains(path.substring(path.lastIndexOf('/') + 1));
    }
}
