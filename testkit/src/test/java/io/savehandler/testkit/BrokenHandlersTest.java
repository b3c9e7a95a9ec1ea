package io.savehandler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The proof of the kit: each rule, when broken, is noticed by its own tests and by no others. */
@Tag("once")
class BrokenHandlersTest {
    static List<BrokenHandler> brokenHandlers() {
        return Stream.of(
                        BrokenData.handlers(),
                        BrokenAbsence.handlers(),
                        BrokenExpiry.handlers(),
                        BrokenDestruction.handlers(),
                        BrokenValidation.handlers(),
                        BrokenExclusion.handlers(),
                        BrokenIds.handlers(),
                        BrokenFailures.handlers(),
                        BrokenOutcomes.handlers(),
                        BrokenClose.handlers(),
                        BrokenTouch.handlers(),
                        BrokenTouchTimes.handlers(),
                        BrokenComparison.handlers(),
                        BrokenListing.handlers(),
                        BrokenOwners.handlers(),
                        BrokenRegeneration.handlers(),
                        BrokenFactories.handlers())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void aSoundHandlerPassesEveryTestAndSkipsNone() {
        Events tests = run(Defect.NONE);
        assertThat(failed(tests)).isEmpty();
        assertThat(tests.aborted().count() + tests.skipped().count())
                .as("skipped: a crashed owner, and comparing, listing and owners where those are undeclared")
                .isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("brokenHandlers")
    void aBrokenRuleIsNoticedByItsOwnTestsAlone(BrokenHandler broken) {
        assertThat(failed(run(broken.defect))).isEqualTo(broken.noticedBy);
        assertThat(broken.noticedBy).isNotEmpty();
        if (broken.rule != null) {
            assertThat(broken.noticedBy)
                    .allSatisfy(test -> assertThat(ruleOf(test)).isEqualTo(broken.rule));
        }
    }

    @Test
    void everyRuleHasABrokenHandler() {
        assertThat(brokenHandlers().stream().map(broken -> broken.rule)).contains(ContractRule.values());
    }

    @Test
    void everyTestOfTheKitNoticesSomething() {
        Set<String> noticing = brokenHandlers().stream()
                .flatMap(broken -> broken.noticedBy.stream())
                .collect(Collectors.toSet());
        Set<String> silent = new TreeSet<>();
        for (Method method : EveryContract.class.getMethods()) {
            if (method.isAnnotationPresent(RuleTest.class) && !noticing.contains(method.getName())) {
                silent.add(method.getName());
            }
        }
        // A lock in the heap dies with its process, so this one is for stores outside.
        assertThat(silent).containsExactly("theLockOfACrashedOwnerGoesAwayByItself");
    }

    private static Events run(Defect defect) {
        EveryContract.defect = defect;
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(EveryContract.class))
                    .execute()
                    .testEvents();
        } finally {
            EveryContract.defect = Defect.NONE;
        }
    }

    private static Set<String> failed(Events tests) {
        return tests.failed().stream().map(BrokenHandlersTest::nameOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOf(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceFirst("\\(.*", "");
    }

    private static ContractRule ruleOf(String test) {
        return Arrays.stream(EveryContract.class.getMethods())
                .filter(method -> method.getName().equals(test))
                .map(method -> method.getAnnotation(RuleTest.class).value())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such test: " + test));
    }
}
