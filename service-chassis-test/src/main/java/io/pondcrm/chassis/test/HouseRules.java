package io.pondcrm.chassis.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house that a machine can keep, each with its reason. A service keeps them by a
 * test of one line:
 *
 * <pre>{@code
 * @Test
 * void the_house_rules_hold() {
 *     HouseRules.check("io.pondcrm.customer");
 * }
 * }</pre>
 */
public final class HouseRules {

    private static final String DOMAIN = "..domain..";
    private static final String CONTRACTS = "..contracts..";
    private static final String CHASSIS = "..chassis..";
    private static final String CHASSIS_TEST = "..chassis.test..";
    private static final String[] MODELS = {
        "..rfm..", "..abc..", "..lifecycle..", "..clv..", "..modelrun.."
    };

    /** A rule with its number on the page of the house. */
    public record HouseRule(int number, ArchRule rule) {

        @Override
        public String toString() {
            return "%d: %s".formatted(number, rule.getDescription());
        }
    }

    private static final List<HouseRule> ON_CODE =
            List.of(
                    new HouseRule(1, domainKnowsOnlyJavaAndTheKernel()),
                    new HouseRule(2, featuresMeetOnlyInTheirDomains()),
                    new HouseRule(3, contractsStopAtTheEdge()),
                    new HouseRule(4, whatSpringInstantiatesIsNotPublic()),
                    new HouseRule(5, timeAndIdsAreInjected()),
                    new HouseRule(6, namesSayWhatAThingIs()),
                    new HouseRule(7, noFloatingPointForMoneyOrCounts()),
                    new HouseRule(8, controllersReturnPayloads()),
                    new HouseRule(9, onlyTheChassisBuildsProblems()),
                    new HouseRule(10, packagesAreNullMarked()),
                    new HouseRule(11, contractsHaveANameAndSamples()),
                    new HouseRule(12, chassisKnowsNoBusiness()),
                    new HouseRule(14, oneJackson()));

    private static final List<HouseRule> ON_TESTS =
            List.of(new HouseRule(13, testsNeitherSleepNorMockTheDomain()));

    private HouseRules() {}

    /**
     * Checks the code of one base package against every rule, and the tests beside it against those
     * for tests.
     *
     * @throws AssertionError that names each broken rule, its reason and each place
     */
    public static void check(String basePackage) {
        var code =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(basePackage);
        if (code.isEmpty()) {
            throw new AssertionError("There are no classes in " + basePackage);
        }
        var tests =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages(basePackage);
        var failures = Stream.concat(failures(ON_CODE, code), failures(ON_TESTS, tests)).toList();
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n\n", failures));
        }
    }

    /** Every rule, in the order of the page. */
    public static List<HouseRule> all() {
        return Stream.concat(ON_CODE.stream(), ON_TESTS.stream()).toList();
    }

    private static Stream<String> failures(List<HouseRule> rules, JavaClasses classes) {
        return rules.stream()
                .map(rule -> rule.rule().allowEmptyShould(true).evaluate(classes))
                .filter(result -> result.hasViolation())
                .map(result -> result.getFailureReport().toString());
    }

    private static ArchRule domainKnowsOnlyJavaAndTheKernel() {
        return classes()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "java..", "org.jspecify..", "io.pondcrm.kernel..", DOMAIN))
                .because("rules must run without Spring, MongoDB or Kafka");
    }

    private static ArchRule featuresMeetOnlyInTheirDomains() {
        var doors =
                classes()
                        .that(resideInAPackage("io.pondcrm.."))
                        .and()
                        .resideOutsideOfPackages(CHASSIS, "io.pondcrm.kernel..", CONTRACTS)
                        .should(new HouseConditions.EnterOtherFeaturesByTheirDomain());
        var cycles =
                slices().matching("io.pondcrm.(*).(*)..")
                        .namingSlices("$1/$2")
                        .should()
                        .beFreeOfCycles();
        return CompositeArchRule.of(doors)
                .and(cycles)
                .as("features use one another only through their domains, and in no circle")
                .because("what is inside a feature can then change without asking anyone");
    }

    private static ArchRule contractsStopAtTheEdge() {
        return noClasses()
                .that()
                .resideInAPackage("io.pondcrm..")
                .and()
                .resideOutsideOfPackage(CONTRACTS)
                .and(DescribedPredicate.not(HouseConditions.partOfATypeNamed("Events", "Handler")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CONTRACTS)
                .because("a contract changes for its consumers' sake, the domain for its own");
    }

    private static ArchRule whatSpringInstantiatesIsNotPublic() {
        return noClasses()
                .that(
                        DescribedPredicate.not(resideInAPackage(CHASSIS_TEST))
                                .and(
                                        HouseConditions.annotatedWithOneOf(
                                                "org.springframework.stereotype.Component",
                                                "org.springframework.boot.context.properties"
                                                        + ".ConfigurationProperties")))
                .should(HouseConditions.bePublicUnlessTheApplication())
                .because("nothing outside a feature may call its controllers, handlers or stores");
    }

    private static ArchRule timeAndIdsAreInjected() {
        return noClasses()
                .should()
                .accessTargetWhere(readsTheMachinesClockOrMakesAnId())
                .because("a test must be able to say what time it is: inject Clock and Ids");
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheMachinesClockOrMakesAnId() {
        return DescribedPredicate.describe(
                "the machine's clock or a random id is read", HouseRules::readsClockOrMakesId);
    }

    private static boolean readsClockOrMakesId(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        var call = owner.getName() + "." + access.getTarget().getName();
        if (owner.getPackageName().equals("java.time")
                && access.getTarget().getName().equals("now")) {
            return !HouseConditions.parametersOf(access).contains("java.time.Clock");
        }
        if (owner.getName().equals("java.time.Clock")
                && access.getTarget().getName().startsWith("system")) {
            // Where the real clock enters: wiring, and leases, which are about machines.
            return !access.getOriginOwner()
                            .getName()
                            .matches("io\\.pondcrm\\.chassis\\..*AutoConfiguration")
                    && !access.getOriginOwner().getPackageName().startsWith("io.pondcrm.local.");
        }
        if (call.equals("java.util.Date.<init>")) {
            return HouseConditions.parametersOf(access).isEmpty();
        }
        return Set.of("java.util.UUID.randomUUID", "java.lang.System.currentTimeMillis")
                .contains(call);
    }

    private static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Base|Common|D[Tt][Oo]|Mapper)")
                .because("such a name says that the name is not found yet");
    }

    private static ArchRule noFloatingPointForMoneyOrCounts() {
        return classes()
                .that()
                .resideOutsideOfPackages(MODELS)
                .and()
                // They hold neither: meters want doubles, and a store keeps what it is given.
                .resideOutsideOfPackages(CHASSIS, "io.pondcrm.local..")
                .and(
                        DescribedPredicate.not(
                                HouseConditions.partOfATypeWithNameMatching("Probability|Score.*")))
                .should(new HouseConditions.HaveNoFloatingPoint())
                .because("0.1 + 0.2 is not 0.3: money is BigDecimal, a count is a long");
    }

    private static ArchRule controllersReturnPayloads() {
        return methods()
                .that()
                .areMetaAnnotatedWith("org.springframework.web.bind.annotation.RequestMapping")
                .should(new HouseConditions.ReturnNoDocumentOrAggregate())
                .because("what is stored or decided may change without the callers' noticing");
    }

    private static ArchRule onlyTheChassisBuildsProblems() {
        var building =
                noClasses()
                        .that()
                        .resideOutsideOfPackages(CHASSIS)
                        .should()
                        .accessTargetWhere(
                                DescribedPredicate.<JavaAccess<?>>describe(
                                        "a problem is built by hand",
                                        access ->
                                                Set.of(
                                                                "org.springframework.http.ProblemDetail",
                                                                "org.springframework.web.ErrorResponseException",
                                                                "org.springframework.web.server.ResponseStatusException")
                                                        .contains(
                                                                access.getTargetOwner()
                                                                        .getName())));
        var handling =
                noClasses()
                        .that()
                        .resideOutsideOfPackages(CHASSIS)
                        .should()
                        .beMetaAnnotatedWith(
                                "org.springframework.web.bind.annotation.ControllerAdvice");
        return CompositeArchRule.of(building)
                .and(handling)
                .as("only the chassis builds problems and handles exceptions")
                .because(
                        "a refusal is a sealed result; an exception is a bug or a failure"
                                + " elsewhere");
    }

    private static ArchRule packagesAreNullMarked() {
        return classes()
                .should(new HouseConditions.ResideInAPackageAnnotated(NullMarked.class))
                .because("NullAway looks only where the package says so");
    }

    private static ArchRule contractsHaveANameAndSamples() {
        return classes()
                .that()
                .resideInAPackage(CONTRACTS)
                .and()
                .haveNameMatching(".*V[0-9]+")
                .should(new HouseConditions.BeAContract())
                .because(
                        "the name on the wire must survive any renaming, and consumers read"
                                + " samples");
    }

    private static ArchRule chassisKnowsNoBusiness() {
        var independent =
                noClasses()
                        .that()
                        .resideInAPackage(CHASSIS)
                        .and()
                        .resideOutsideOfPackage(CHASSIS_TEST)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("io.pondcrm..")
                                        .and(
                                                DescribedPredicate.not(
                                                        resideInAnyPackage(
                                                                CHASSIS, "io.pondcrm.kernel.."))));
        var capabilities =
                classes()
                        .that()
                        .resideInAPackage(CHASSIS)
                        .and()
                        .resideOutsideOfPackage(CHASSIS_TEST)
                        .should(new HouseConditions.ImportNoCapabilityButBasics());
        var names =
                noClasses()
                        .that()
                        .resideInAPackage(CHASSIS)
                        .should()
                        .haveNameMatching(
                                ".*[.$]([A-Z][a-z]+)*(Customer|Consent|Transaction|Purchase|Tier|Segment"
                                        + "|Campaign|Journey|Loyalty|Reward|Coupon|Complaint|Survey"
                                        + "|Churn|Partner|Product|Benefit|Rfm|Clv)s?([A-Z][a-z]*)*");
        return CompositeArchRule.of(independent)
                .and(capabilities)
                .and(names)
                .as(
                        "the chassis knows no contract, no service and no business noun, and its"
                                + " capabilities know only basics and what every answer needs")
                .because("it would grow with each service until nobody dared to change it");
    }

    private static ArchRule testsNeitherSleepNorMockTheDomain() {
        return classes()
                .should(new HouseConditions.NeitherSleepNorMockTheDomain())
                .as("tests neither sleep nor mock the domain")
                .because("a sleep is too short or too long, and a mocked rule proves nothing");
    }

    private static ArchRule oneJackson() {
        return noClasses()
                .that(DescribedPredicate.not(HouseConditions.speaksWith("io.swagger.v3.core")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .because(
                        "JSON is read and written by Jackson 3; the old one came with"
                                + " swagger-core");
    }
}
