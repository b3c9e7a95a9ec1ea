package io.savehandler.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What shipped code never does. */
@Tag("once")
class ForbiddenCallsTest {

    /** Where the system's clock is the documented default, which a caller may replace. */
    private static final Set<String> CLOCK_DEFAULTS = Set.of(
            "io.savehandler.HandlerContextBuilder",
            "io.savehandler.SessionsBuilder",
            "io.savehandler.memory.ManualClock",
            "io.savehandler.testkit.StoreTime");

    private static final ArchRule INJECTED_CLOCK = noClasses()
            .that(describe("take their time from outside", type -> !CLOCK_DEFAULTS.contains(outermost(type))))
            .should()
            .accessTargetWhere(asksTheSystemClock());

    /** The one that reads Java objects, if an application asks for it, behind a list of what may be read. */
    private static final String BEHIND_A_LIST = "io.savehandler.servlet.SerializedObjects";

    private static final ArchRule NO_JAVA_DESERIALIZATION = noClasses()
            .that(describe(
                    "have no list of what may be read", type -> !outermost(type).equals(BEHIND_A_LIST)))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class);

    @Test
    void writesToNoStandardStream() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(Shipped.CLASSES);
    }

    @Test
    void logsNothingItself() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(Shipped.CLASSES);
    }

    @Test
    void deserializesNoJavaObject() {
        NO_JAVA_DESERIALIZATION.check(Shipped.CLASSES);
    }

    @Test
    void asksTheSystemClockOnlyAsADefault() {
        INJECTED_CLOCK.check(Shipped.CLASSES);
    }

    @Test
    void theClockRuleSeesCallsAndMethodReferences() {
        for (Class<?> offender : List.of(Calls.class, Refers.class, Defaults.class)) {
            assertThatThrownBy(() -> INJECTED_CLOCK.check(new ClassFileImporter().importClasses(offender)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(offender.getSimpleName());
        }
    }

    @Test
    void everyClockDefaultIsStillNeeded() {
        Set<String> asking = Shipped.CLASSES.stream()
                .filter(type -> type.getAccessesFromSelf().stream().anyMatch(asksTheSystemClock()))
                .map(ForbiddenCallsTest::outermost)
                .collect(toSet());

        assertThat(asking).containsAll(CLOCK_DEFAULTS);
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheSystemClock() {
        return describe("asks the system's clock", access -> isSystemClock(access.getTarget()));
    }

    private static boolean isSystemClock(AccessTarget target) {
        JavaClass owner = target.getOwner();
        return switch (target.getName()) {
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "now" -> owner.getPackageName().equals("java.time");
            case "system", "systemUTC", "systemDefaultZone", "tick", "tickMillis", "tickSeconds", "tickMinutes" ->
                owner.isAssignableTo(InstantSource.class);
            default -> false;
        };
    }

    static final class Calls {
        long seconds() {
            return System.currentTimeMillis() / 1000;
        }
    }

    static final class Refers {
        final Supplier<Instant> now = Instant::now;
    }

    static final class Defaults {
        final InstantSource clock = InstantSource.system();
    }
}
