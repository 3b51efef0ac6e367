package io.tidegate.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.tidegate.store.StoreFailure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** The program. Exits with 0 when all went well, 64 when it was called wrongly, 70 when it failed itself. */
@QuarkusMain(name = "tidegate")
@Command(
        name = "tidegate",
        description = "Plans and applies HCP Terraform from pull requests.",
        mixinStandardHelpOptions = true,
        version = "Tidegate 0.1.0",
        subcommands = {
            Run.class,
            SummarizeVerb.class,
            AffectedVerb.class,
            CheckVerb.class,
            BackupVerb.class,
            RestoreVerb.class,
            AuditVerb.class,
            SecretsVerb.class,
            DoctorVerb.class
        })
public final class Tidegate implements Runnable {
    static final int USAGE = 64;
    static final int INTERNAL = 70;

    @Spec
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    public static void main(String... arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        Optional<String> refusal = io.tidegate.secrets.CommandLine.refusal(System.getProperties(), List.of(arguments));
        if (refusal.isPresent()) {
            System.err.println("tidegate: " + refusal.get());
            return USAGE;
        }
        return program().execute(arguments);
    }

    static CommandLine program() {
        return new CommandLine(new Tidegate())
                .setExecutionExceptionHandler(Tidegate::say)
                .setExitCodeExceptionMapper(failure -> INTERNAL)
                .setParameterExceptionHandler(Tidegate::usage);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do.");
    }

    private static int say(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        String verb = command.getCommandSpec().qualifiedName().replaceFirst("^tidegate ", "");
        command.getErr()
                .println("tidegate: " + (failure instanceof StoreFailure ? verb + " was not done. " : "")
                        + failure.getMessage());
        return INTERNAL;
    }

    private static int usage(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("tidegate: " + wrong.getMessage());
        command.usage(command.getErr());
        return USAGE;
    }
}
