package io.tidegate.secrets;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/** Whatever stands on a command line can be read by everybody on the machine, and stays in histories. */
public final class CommandLine {
    private CommandLine() {}

    /**
     * @param properties those of the virtual machine, before the product has set any itself
     * @return a sentence for the operator, which names the keys and quotes nothing else
     */
    public static Optional<String> refusal(Properties properties, List<String> arguments) {
        TreeSet<String> found = new TreeSet<>();
        properties.stringPropertyNames().stream()
                .filter(SecretKeys::isSecret)
                .filter(key -> secret(key, properties.getProperty(key)))
                .forEach(found::add);
        for (String argument : arguments) {
            String name = argument.replaceFirst("^(-D|-+)", "").split("=", 2)[0];
            if (SecretKeys.isSecret(name)
                    || SecretKeys.all().map(SecretKeys::variable).anyMatch(name::equals)) {
                found.add(name);
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String first = found.first();
        return Optional.of("not started: " + String.join(", ", found) + " stands on the command line, where everybody"
                + " on this machine can read it. Renew it where it came from, and give it as the environment variable "
                + SecretKeys.variable(first) + ", in a file that " + SecretKeys.variable(first)
                + "_FILE names, or by Doppler (docs/secrets.md).");
    }

    /** The path of a key's file is none. */
    private static boolean secret(String key, String value) {
        return !value.isBlank() && (!key.equals(SecretKeys.PRIVATE_KEY) || value.contains("-----BEGIN"));
    }
}
