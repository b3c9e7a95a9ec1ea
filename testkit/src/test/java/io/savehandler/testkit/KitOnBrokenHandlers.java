package io.savehandler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs the whole kit on each handler of a {@code brokenHandlers()}. Mostly waiting: its classes can run side by side. */
@Tag("once")
abstract class KitOnBrokenHandlers {
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

    static Events run(Defect defect) {
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

    static Set<String> failed(Events tests) {
        return tests.failed().stream().map(KitOnBrokenHandlers::nameOf).collect(Collectors.toCollection(TreeSet::new));
    }

    static String nameOf(Event event) {
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
