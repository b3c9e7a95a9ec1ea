package io.savehandler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

/** The proof of the kit: each rule, when broken, is noticed by its own tests and by no others. */
@Tag("once")
class BrokenHandlersTest {
    private static List<BrokenHandler> brokenHandlers() {
        return Stream.of(
                        BrokenStorageTest.brokenHandlers(),
                        BrokenEndingsTest.brokenHandlers(),
                        BrokenLocksTest.brokenHandlers(),
                        BrokenReportsTest.brokenHandlers(),
                        BrokenCapabilitiesTest.brokenHandlers(),
                        BrokenRenewalsTest.brokenHandlers())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void aSoundHandlerPassesAllThatConcernsIt() {
        Events tests = KitOnBrokenHandlers.run(Defect.NONE);
        assertThat(KitOnBrokenHandlers.failed(tests)).isEmpty();
        assertThat(Stream.concat(tests.aborted().stream(), tests.skipped().stream())
                        .map(KitOnBrokenHandlers::nameOf))
                .containsExactlyInAnyOrder(
                        "theLockOfACrashedOwnerGoesAwayByItself",
                        "comparingAndSettingIsUnsupportedUnlessDeclared",
                        "listingIsUnsupportedUnlessDeclared",
                        "ownersAreUnsupportedUnlessDeclared",
                        "handingOverIsUnsupportedUnlessDeclared");
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
}
