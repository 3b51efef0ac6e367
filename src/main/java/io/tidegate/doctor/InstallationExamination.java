package io.tidegate.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the App is installed where it is to serve, and only there. */
public final class InstallationExamination {
    private InstallationExamination() {}

    /** @param owners who is served, in lower case */
    public static List<Finding> of(List<InstallationSeen> installations, List<String> owners, AppManifest needed) {
        List<Finding> findings = new ArrayList<>();
        for (String owner : owners) {
            if (installations.stream().noneMatch(one -> isOf(one, owner))) {
                findings.add(new Finding.Problem(
                        "installation in " + owner,
                        owner + " is to be served, and the App is not installed there.",
                        "An owner of " + owner + " installs it from the App's public page, or take " + owner
                                + " out of tidegate.github.owners."));
            }
        }
        for (InstallationSeen one : installations) {
            findings.addAll(judge(one, owners, needed));
        }
        return findings;
    }

    private static List<Finding> judge(InstallationSeen one, List<String> owners, AppManifest needed) {
        String subject = "installation in " + one.account();
        if (owners.stream().noneMatch(owner -> isOf(one, owner))) {
            return List.of(new Finding.Warning(
                    subject,
                    "It is installed there, and " + one.account() + " is not served: what comes from there is ignored.",
                    "Uninstall it there, or name the account in tidegate.github.owners."));
        }
        if (one.suspended()) {
            return List.of(new Finding.Problem(
                    subject,
                    "It is suspended: Tidegate reads nothing there and hears nothing.",
                    "An owner of " + one.account() + " unsuspends it at " + one.settings() + "."));
        }
        return AppExamination.permissions(
                subject,
                one.permissions(),
                needed,
                "An owner of " + one.account() + " accepts what the App asks for at " + one.settings() + ".");
    }

    private static boolean isOf(InstallationSeen one, String owner) {
        return one.account().toLowerCase(Locale.ROOT).equals(owner);
    }
}
