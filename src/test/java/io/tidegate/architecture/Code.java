package io.tidegate.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the rules are about: the product's packages in their order, and the classes of each of the three source roots. */
final class Code {
    static final String ROOT = "io.tidegate";

    /** Dependencies point up this list only, towards {@code environment}. */
    static final List<String> PURE =
            List.of("environment", "audit", "plan", "run", "command", "gate", "change", "report", "doctor");

    static final String FLOW = "flow";
    static final List<String> ADAPTERS =
            List.of("configuration", "github", "terraformcloud", "store", "setup", "secrets");
    static final List<String> WIRING = List.of("ops", "cli");

    static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** What they use of others is known by its name alone: to read all that is on the path for it takes many seconds. */
    private static final JavaClasses COMPILED_WITH_TESTS = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages(ROOT);
    });

    /** The sandbox is compiled with the tests, some of which share its packages: only its source root tells them apart. */
    static final JavaClasses SANDBOX =
            COMPILED_WITH_TESTS.that(DescribedPredicate.describe("of the sandbox", Code::isOfTheSandbox));

    static final JavaClasses TESTS = COMPILED_WITH_TESTS.that(
            DescribedPredicate.describe("of the tests", javaClass -> !isOfTheSandbox(javaClass)));

    private Code() {}

    static List<String> all() {
        return Stream.of(PURE, List.of(FLOW), ADAPTERS, WIRING)
                .flatMap(List::stream)
                .toList();
    }

    /** @return ArchUnit identifiers of these packages and of what is below them */
    static String[] within(List<String> packages) {
        return packages.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    static String[] within(String... packages) {
        return within(List.of(packages));
    }

    private static boolean isOfTheSandbox(JavaClass javaClass) {
        String outermost = javaClass.getName().split("\\$", 2)[0].replace('.', '/');
        return Files.exists(Path.of("src/sandbox/java", outermost + ".java"));
    }
}
