package io.tidegate.environment;

/** What Terraform itself reads, by name. */
final class TerraformFile {
    private TerraformFile() {}

    /** A file that makes its directory a Terraform configuration. */
    static boolean isConfiguration(String path) {
        return path.endsWith(".tf")
                || path.endsWith(".tf.json")
                || path.endsWith(".tofu")
                || path.endsWith(".tofu.json");
    }

    /** A file whose change means something to Terraform, so that it must belong to an environment or be reported. */
    static boolean matters(String path) {
        return isConfiguration(path)
                || path.endsWith(".tfvars")
                || path.endsWith(".tfvars.json")
                || path.endsWith("/.terraform.lock.hcl")
                || path.equals(".terraform.lock.hcl");
    }
}
