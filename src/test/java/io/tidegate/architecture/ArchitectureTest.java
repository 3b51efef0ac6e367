package io.tidegate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.tidegate.architecture.Code.ADAPTERS;
import static io.tidegate.architecture.Code.FLOW;
import static io.tidegate.architecture.Code.PRODUCT;
import static io.tidegate.architecture.Code.PURE;
import static io.tidegate.architecture.Code.ROOT;
import static io.tidegate.architecture.Code.SANDBOX;
import static io.tidegate.architecture.Code.TESTS;
import static io.tidegate.architecture.Code.WIRING;
import static io.tidegate.architecture.Code.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/architecture.md} that a machine can hold. */
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage(ROOT + "..");

    @Test
    void every_package_that_a_rule_names_holds_code() {
        for (String name : Code.all()) {
            assertThat(PRODUCT.that(resideInAPackage(ROOT + "." + name)))
                    .as(name)
                    .anyMatch(javaClass -> !javaClass.getSimpleName().equals("package-info"));
        }
        assertThat(SANDBOX).isNotEmpty();
        assertThat(TESTS).isNotEmpty();
    }

    @Test
    void every_package_with_code_has_its_place_in_the_rules() {
        Set<String> found = PRODUCT.stream()
                .filter(javaClass -> !javaClass.getPackageName().equals(ROOT))
                .map(javaClass ->
                        javaClass.getPackageName().substring(ROOT.length() + 1).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).containsExactlyInAnyOrderElementsOf(Code.all());
    }

    @Test
    void the_core_depends_on_itself_and_on_the_timeless_part_of_the_jdk() {
        String[] allowed = Stream.concat(
                        Arrays.stream(within(PURE)),
                        Stream.of(
                                "java.lang",
                                "java.lang.annotation",
                                "java.lang.invoke",
                                "java.lang.runtime",
                                "java.util..",
                                "java.time..",
                                "java.math",
                                "java.text",
                                "java.nio.charset",
                                "java.security..",
                                "javax.crypto..",
                                "com.github.difflib..",
                                "org.jspecify.."))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAnyPackage(within(PURE))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(Primitives.ARE_PRIMITIVE))
                .check(PRODUCT);
    }

    @Test
    void the_core_has_no_clock_no_chance_and_no_surroundings() {
        noClasses()
                .that()
                .resideInAnyPackage(within(PURE))
                .should()
                .callMethodWhere(Calls.OF_A_CLOCK)
                .orShould()
                .callMethodWhere(Calls.OF_CHANCE)
                .orShould()
                .callMethodWhere(Calls.OF_THE_SURROUNDINGS)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Timer")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.util.random", "java.util.logging", "java.util.zip")
                .check(PRODUCT);
    }

    @Test
    void the_core_is_records_enums_sealed_interfaces_and_final_classes_without_state() {
        classes()
                .that()
                .resideInAnyPackage(within(PURE))
                .should(Shape.BE_PLAIN_DATA_OR_FUNCTIONS)
                .check(PRODUCT);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void dependencies_point_up_the_list() {
        for (int i = 0; i < PURE.size(); i++) {
            String[] upwards = within(PURE.subList(0, i + 1));
            classes()
                    .that()
                    .resideInAnyPackage(within(PURE.get(i)))
                    .should()
                    .onlyDependOnClassesThat(not(OURS).or(resideInAnyPackage(upwards)))
                    .check(PRODUCT);
        }
        classes()
                .that()
                .resideInAnyPackage(within(FLOW))
                .should()
                .onlyDependOnClassesThat(not(OURS).or(resideInAnyPackage(within(with(PURE, FLOW)))))
                .check(PRODUCT);
    }

    @Test
    void adapters_do_not_know_each_other() {
        for (String adapter : ADAPTERS) {
            String[] known = within(with(with(PURE, FLOW), adapter));
            classes()
                    .that()
                    .resideInAnyPackage(within(adapter))
                    .should()
                    .onlyDependOnClassesThat(not(OURS).or(resideInAnyPackage(known)))
                    .check(PRODUCT);
        }
    }

    @Test
    void nothing_imports_the_wiring() {
        noClasses()
                .that()
                .resideOutsideOfPackages(within(WIRING))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(within(WIRING))
                .check(PRODUCT);
    }

    @Test
    void vendors_stay_home() {
        only(List.of("github"), "org.kohsuke..", "io.jsonwebtoken..");
        only(
                List.of("github", "terraformcloud", "setup", "secrets"),
                "java.net.http..",
                "jakarta.ws.rs.client..",
                "org.eclipse.microprofile.rest.client..",
                "io.quarkus.rest.client..");
        only(List.of("store"), "java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..", "io.zonky..");
        only(
                List.of("github", "terraformcloud", "store", "setup", "secrets", "configuration", "cli"),
                "com.fasterxml.jackson..");
        only(List.of("configuration"), "org.snakeyaml..");
        only(List.of("terraformcloud"), "org.apache.commons.compress..");
        only(List.of("cli"), "picocli..");
    }

    @Test
    void transactions_and_schedules_are_kept_by_flow_and_store() {
        noClasses()
                .that()
                .resideOutsideOfPackages(within(FLOW, "store"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.transaction..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackages(within(FLOW))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quarkus.scheduler..")
                .check(PRODUCT);
    }

    @Test
    void names_say_what_a_type_is() {
        for (String empty :
                List.of("Manager", "Helper", "Util", "Utils", "Impl", "Service", "Processor", "Dto", "Base")) {
            noClasses().should().haveSimpleNameEndingWith(empty).check(PRODUCT);
            noClasses().should().haveSimpleNameEndingWith(empty).check(SANDBOX);
        }
        noClasses().should().haveSimpleNameStartingWith("Abstract").check(PRODUCT);
        noClasses()
                .should()
                .resideInAnyPackage(within("util", "common", "core", "adapter"))
                .check(PRODUCT);
    }

    @Test
    void nothing_is_injected_into_fields() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(PRODUCT);
    }

    @Test
    void the_wall_clock_is_read_in_ops_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(within("ops"))
                .should()
                .callMethodWhere(Calls.OF_THE_WALL_CLOCK)
                .check(PRODUCT);
    }

    @Test
    void no_test_mocks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..", "io.quarkus.test.junit.mockito..")
                .check(TESTS);
    }

    /** A misreading of an API must not cancel out on both sides, and its annotated classes would be indexed into the product. */
    @Test
    void the_sandbox_and_the_product_know_nothing_of_each_other() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                ROOT + ".sandbox..",
                                "java..",
                                "javax..",
                                "com.sun.net.httpserver..",
                                "com.fasterxml.jackson..",
                                "org.apache.commons.compress..",
                                "org.commonmark..",
                                "org.jspecify..")
                        .or(Primitives.ARE_PRIMITIVE))
                .check(SANDBOX);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".sandbox..")
                .check(PRODUCT);
    }

    private static void only(List<String> homes, String... vendors) {
        noClasses()
                .that()
                .resideOutsideOfPackages(within(homes))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(vendors)
                .check(PRODUCT);
        assertThat(homes)
                .as("homes of " + List.of(vendors))
                .allMatch(home -> PRODUCT.that(resideInAPackage(ROOT + "." + home + "..")).stream()
                        .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
                        .anyMatch(dependency -> resideInAnyPackage(vendors).test(dependency.getTargetClass())));
    }

    private static List<String> with(List<String> packages, String one) {
        return Stream.concat(packages.stream(), Stream.of(one)).toList();
    }
}
