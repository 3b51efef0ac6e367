package io.tidegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.Plan;
import io.tidegate.report.PlanSummary;
import io.tidegate.terraformcloud.PlanReader;
import io.tidegate.terraformcloud.UnreadablePlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exits as {@code terraform plan -detailed-exitcode} does: 0 nothing changes, 2 something does, 1 unreadable. */
@Command(
        name = "summarize",
        description = "Reports a plan, as `terraform show -json` prints it, the way that Tidegate would.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class SummarizeVerb implements Callable<Integer> {
    private static final int UNREADABLE = 1;
    private static final int CHANGES = 2;

    /** Public, so that anybody gets the same fingerprints; it protects nothing and is used for nothing else. */
    private static final DigestKey PUBLIC_KEY =
            new DigestKey("local", "tidegate summarize".getBytes(StandardCharsets.US_ASCII));

    /** Only ASCII: nothing from a plan then reaches a terminal but as letters. */
    private static final ObjectWriter JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer();

    enum Format {
        markdown,
        json
    }

    enum Show {
        counts(ShowLevel.COUNTS),
        names(ShowLevel.NAMES),
        values(ShowLevel.VALUES);

        private final ShowLevel level;

        Show(ShowLevel level) {
            this.level = level;
        }
    }

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    Format format = Format.markdown;

    @Option(names = "--show", description = "How much: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    Show show = Show.values;

    @Parameters(index = "0", paramLabel = "PLAN.json", description = "The plan; - reads standard input.")
    String file = "";

    @Override
    public Integer call() throws JsonProcessingException {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            return print(PlanReader.read(in, PUBLIC_KEY, show.level));
        } catch (UnreadablePlan unreadable) {
            return refuse(unreadable.getMessage());
        } catch (NoSuchFileException missing) {
            return refuse("There is no such file.");
        } catch (InvalidPathException noName) {
            return refuse("That is no name of a file.");
        } catch (JsonProcessingException ours) {
            throw ours;
        } catch (IOException failed) {
            return refuse("It cannot be read: " + failed.getMessage());
        }
    }

    private int print(Plan plan) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case markdown -> out.print(PlanSummary.render(plan, show.level));
            case json -> out.println(JSON.writeValueAsString(SummaryJson.of(plan, show.level)));
        }
        out.flush();
        return plan.changesNothing() ? 0 : CHANGES;
    }

    private int refuse(@Nullable String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tidegate: " + (file.equals("-") ? "standard input" : file) + ": " + why);
        err.flush();
        return UNREADABLE;
    }
}
