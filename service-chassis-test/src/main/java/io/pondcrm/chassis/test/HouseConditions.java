package io.pondcrm.chassis.test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The conditions that {@link HouseRules} needs beyond ArchUnit's own. */
final class HouseConditions {

    private static final String EVENT_TYPE = "io.pondcrm.kernel.EventType";

    private HouseConditions() {}

    static DescribedPredicate<JavaClass> partOfATypeNamed(String... suffixes) {
        return DescribedPredicate.describe(
                "part of a type whose name ends with " + String.join(" or ", suffixes),
                type -> Arrays.stream(suffixes).anyMatch(topLevelName(type)::endsWith));
    }

    static DescribedPredicate<JavaClass> partOfATypeWithNameMatching(String regex) {
        var pattern = Pattern.compile(regex);
        return DescribedPredicate.describe(
                "part of a type named " + regex,
                type ->
                        enclosingTypes(type)
                                .anyMatch(it -> pattern.matcher(it.getSimpleName()).matches()));
    }

    static DescribedPredicate<JavaClass> annotatedWithOneOf(String... annotations) {
        return DescribedPredicate.describe(
                "instantiated by Spring",
                type ->
                        Arrays.stream(annotations)
                                .anyMatch(it ->
                                        type.isAnnotatedWith(it) || type.isMetaAnnotatedWith(it)));
    }

    static DescribedPredicate<JavaClass> speaksWith(String packagePrefix) {
        return DescribedPredicate.describe(
                "depends on " + packagePrefix,
                type ->
                        type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(it ->
                                        it.getTargetClass()
                                                .getPackageName()
                                                .startsWith(packagePrefix)));
    }

    static List<String> parametersOf(JavaAccess<?> access) {
        return access.getTarget()
                        instanceof
                        com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }

    static ArchCondition<JavaClass> bePublicUnlessTheApplication() {
        return condition(
                "be public, unless the application itself",
                (type, events) -> {
                    if (type.getModifiers().contains(JavaModifier.PUBLIC)
                            && !type.getSimpleName().endsWith("Application")) {
                        events.add(
                                SimpleConditionEvent.satisfied(
                                        type, type.getName() + " is public"));
                    }
                });
    }

    private static String topLevelName(JavaClass type) {
        return enclosingTypes(type).reduce((_, outer) -> outer).orElse(type).getSimpleName();
    }

    private static Stream<JavaClass> enclosingTypes(JavaClass type) {
        return Stream.iterate(
                        Optional.of(type),
                        Optional::isPresent,
                        it -> it.flatMap(JavaClass::getEnclosingClass))
                .flatMap(Optional::stream);
    }

    /** {@code io.pondcrm.<service>.<feature>…} */
    private static final Pattern FEATURE =
            Pattern.compile("io\\.pondcrm\\.(\\w+)\\.(\\w+)(\\..*)?");

    private record Feature(String service, String name) {

        static Optional<Feature> of(JavaClass type) {
            var matcher = FEATURE.matcher(type.getPackageName());
            return matcher.matches()
                    ? Optional.of(new Feature(matcher.group(1), matcher.group(2)))
                    : Optional.empty();
        }
    }

    static boolean isDomain(JavaClass type) {
        return (type.getPackageName() + ".").contains(".domain.");
    }

    static final class EnterOtherFeaturesByTheirDomain extends ArchCondition<JavaClass> {

        EnterOtherFeaturesByTheirDomain() {
            super("enter other features by their domain");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            var own = Feature.of(type);
            if (own.isEmpty()) {
                return;
            }
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass();
                var other = Feature.of(target);
                if (other.isPresent()
                        && other.get().service().equals(own.get().service())
                        && !other.equals(own)
                        && !other.get().name().equals("contracts")
                        && !isDomain(target)) {
                    events.add(violated(dependency));
                }
            }
        }
    }

    static final class ImportNoCapabilityButBasics extends ArchCondition<JavaClass> {

        private static final Pattern CAPABILITY = Pattern.compile(".*\\.chassis\\.(\\w+)(\\..*)?");

        // Pages, callers, ETags and validation errors: the others stand on these. No circles, by
        // rule 2.
        private static final Set<String> BELOW =
                Set.of("basics", "web", "security", "paging", "http");

        // Wrapping all keys anew is long work. Who is forgotten, and what is kept of somebody, is
        // asked for and answered by events, and looked after once more; what is told lies sealed.
        // What is kept for a time is swept, and how long is told to people.
        private static final Set<String> ARROWS =
                Set.of(
                        "sealing jobs",
                        "erasure inbox",
                        "erasure outbox",
                        "erasure jobs",
                        "access inbox",
                        "access outbox",
                        "access jobs",
                        "access sealing",
                        "retention access",
                        "retention jobs",
                        "copies inbox",
                        "copies outbox",
                        "copies jobs");

        ImportNoCapabilityButBasics() {
            super("import no capability but basics, and what every answer needs");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            var own = capability(type);
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var other = capability(dependency.getTargetClass());
                if (!other.isEmpty()
                        && !other.equals(own)
                        && !BELOW.contains(other)
                        && !ARROWS.contains(own + " " + other)
                        && !isPartOfAnAnnotation(dependency.getTargetClass())) {
                    events.add(violated(dependency));
                }
            }
        }

        // What a controller declares by annotation is vocabulary, not machinery.
        private static boolean isPartOfAnAnnotation(JavaClass type) {
            return enclosingTypes(type).anyMatch(JavaClass::isAnnotation);
        }

        private static String capability(JavaClass type) {
            var matcher = CAPABILITY.matcher(type.getPackageName());
            return matcher.matches() ? matcher.group(1) : "";
        }
    }

    static final class HaveNoFloatingPoint extends ArchCondition<JavaClass> {

        private static final Set<String> FLOATING =
                Set.of("float", "double", "java.lang.Float", "java.lang.Double");

        HaveNoFloatingPoint() {
            super("have no float or double in fields, parameters or results");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (var field : type.getFields()) {
                if (isFloating(field.getRawType()) && !isSynthetic(field)) {
                    report(field.getFullName(), field, events);
                }
            }
            for (var unit : type.getCodeUnits()) {
                if (unit.getModifiers().contains(JavaModifier.SYNTHETIC) || isOverride(unit)) {
                    continue;
                }
                if (Stream.concat(
                                Stream.of(unit.getRawReturnType()),
                                unit.getRawParameterTypes().stream())
                        .anyMatch(HaveNoFloatingPoint::isFloating)) {
                    report(unit.getFullName(), unit, events);
                }
            }
        }

        // A foreign interface, say of metrics, may ask for a double.
        private static boolean isOverride(JavaCodeUnit unit) {
            return unit instanceof JavaMethod
                    && Stream.concat(
                                    unit.getOwner().getAllRawSuperclasses().stream(),
                                    unit.getOwner().getAllRawInterfaces().stream())
                            .filter(it -> !it.getPackageName().startsWith("io.pondcrm"))
                            .flatMap(it -> it.getMethods().stream())
                            .anyMatch(it ->
                                    it.getName().equals(unit.getName())
                                            && it.getRawParameterTypes().size()
                                                    == unit.getRawParameterTypes().size());
        }

        private static boolean isSynthetic(JavaField field) {
            return field.getModifiers().contains(JavaModifier.SYNTHETIC);
        }

        private static boolean isFloating(JavaClass type) {
            return FLOATING.contains(type.getBaseComponentType().getName());
        }

        private void report(String where, Object member, ConditionEvents events) {
            events.add(SimpleConditionEvent.violated(member, where + " has a float or double"));
        }
    }

    static final class ReturnNoDocumentOrAggregate extends ArchCondition<JavaMethod> {

        ReturnNoDocumentOrAggregate() {
            super("return neither documents nor aggregates");
        }

        @Override
        public void check(JavaMethod method, ConditionEvents events) {
            for (var type : method.getReturnType().getAllInvolvedRawTypes()) {
                if (type.getPackageName().startsWith("io.pondcrm")
                        && (isDomain(type) || type.getSimpleName().endsWith("Document"))) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    method, method.getFullName() + " returns " + type.getName()));
                }
            }
        }
    }

    static final class ResideInAPackageAnnotated extends ArchCondition<JavaClass> {

        private final Class<? extends Annotation> annotation;
        private final Set<String> reported = new HashSet<>();

        ResideInAPackageAnnotated(Class<? extends Annotation> annotation) {
            super("reside in a package annotated with @" + annotation.getSimpleName());
            this.annotation = annotation;
        }

        @Override
        public void init(Collection<JavaClass> classes) {
            reported.clear();
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            var name = type.getPackageName();
            if (!type.getPackage().isAnnotatedWith(annotation) && reported.add(name)) {
                events.add(
                        SimpleConditionEvent.violated(
                                type, "package %s has no %s".formatted(name, annotation)));
            }
        }
    }

    /** Name, version and samples; the whole set is looked at, as names must be unique. */
    static final class BeAContract extends ArchCondition<JavaClass> {

        private static final Pattern NAME =
                Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*\\.v([0-9]+)");

        private final Map<String, String> ownerOfName = new HashMap<>();

        BeAContract() {
            super("be a record with a unique written @EventType and a folder of samples");
        }

        @Override
        public void init(Collection<JavaClass> classes) {
            ownerOfName.clear();
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!type.isRecord()) {
                report(type, "is no record", events);
            }
            if (!type.isAnnotatedWith(EVENT_TYPE)) {
                report(type, "has no @EventType", events);
                return;
            }
            var name = String.valueOf(type.getAnnotationOfType(EVENT_TYPE).get("value").orElse(""));
            var parts = NAME.matcher(name);
            if (!parts.matches() || !type.getSimpleName().endsWith("V" + parts.group(3))) {
                report(
                        type,
                        "is named '%s', not <noun>.<deed>.v<its number>".formatted(name),
                        events);
            }
            var earlier = ownerOfName.putIfAbsent(name, type.getName());
            if (earlier != null) {
                report(type, "has the name '%s' of %s".formatted(name, earlier), events);
            }
            if (ContractSamples.of(name).isEmpty()) {
                report(type, "has no samples in contracts/%s/".formatted(name), events);
            }
        }

        private static void report(JavaClass type, String what, ConditionEvents events) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " " + what));
        }
    }

    static final class NeitherSleepNorMockTheDomain extends ArchCondition<JavaClass> {

        private static final Set<String> SLEEPS =
                Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep");
        private static final Set<String> MOCKS =
                Set.of(
                        "org.mockito.Mockito.mock",
                        "org.mockito.Mockito.spy",
                        "org.mockito.BDDMockito.mock");

        NeitherSleepNorMockTheDomain() {
            super("neither sleep nor mock the domain");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (var access : type.getAccessesFromSelf()) {
                var call = access.getTargetOwner().getName() + "." + access.getTarget().getName();
                if (SLEEPS.contains(call)) {
                    events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                }
                if (MOCKS.contains(call) && mayMockTheDomain(type, access)) {
                    events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                }
            }
            for (var field : type.getFields()) {
                if (isDomain(field.getRawType()) && isMocked(field)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    field, field.getFullName() + " is a mock"));
                }
            }
        }

        // ArchUnit does not see of which class a mock is: a class object of the domain in a test
        // that mocks is enough, and mock() without one is where the test knows the domain at all.
        private static boolean mayMockTheDomain(JavaClass type, JavaAccess<?> access) {
            return parametersOf(access).contains("java.lang.Class")
                    ? type.getReferencedClassObjects().stream()
                            .anyMatch(it -> isDomain(it.getRawType()))
                    : type.getDirectDependenciesFromSelf().stream()
                            .anyMatch(it -> isDomain(it.getTargetClass()));
        }

        private static boolean isMocked(JavaField field) {
            return field.getAnnotations().stream()
                    .map(it -> it.getRawType().getName())
                    .anyMatch(it ->
                            it.startsWith("org.mockito.")
                                    || it.startsWith(
                                            "org.springframework.test.context.bean.override.mockito."));
        }
    }

    private static ConditionEvent violated(Dependency dependency) {
        return SimpleConditionEvent.violated(dependency, dependency.getDescription());
    }

    private interface Check<T> {
        void check(T item, ConditionEvents events);
    }

    private static <T extends HasName> ArchCondition<T> condition(
            String description, Check<? super T> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.check(item, events);
            }
        };
    }
}
