package io.tidegate.environment;

/** What Terraform itself reads, by name. */
final class TerraformFile {
    private static final String LOCK = ".terraform.lock.hcl";

    private TerraformFile() {}

    /** A file that makes its directory a Terraform configuration. */
    static boolean isConfiguration(String path) {
        return path.endsWith(".tf")
                || path.endsWith(".tf.json")
                || path.endsWith(".tofu")
                || path.endsWith(".tofu.json");
    }

    /** A file that gives variables their values. */
    static boolean isVariables(String path) {
        return path.endsWith(".tfvars") || path.endsWith(".tfvars.json");
    }

    /** A variable file that Terraform loads without being told, where it stands in the root module's directory. */
    static boolean isLoadedAlways(String name) {
        return name.equals("terraform.tfvars")
                || name.equals("terraform.tfvars.json")
                || name.endsWith(".auto.tfvars")
                || name.endsWith(".auto.tfvars.json");
    }

    /** A file that fixes the versions of providers, where it stands in a root module. */
    static boolean isLockFile(String path) {
        return path.equals(LOCK) || path.endsWith("/" + LOCK);
    }

    static String lockFile(String directory) {
        return directory.isEmpty() ? LOCK : directory + "/" + LOCK;
    }

    /** A file whose change means something to whoever runs Terraform, so it must belong to an environment or be reported. */
    static boolean matters(String path) {
        return isConfiguration(path) || isVariables(path) || isLockFile(path) || Terragrunt.isItsFile(path);
    }
}
