package io.savehandler.testkit;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A defect, the rule that it breaks, and the tests that must notice. */
final class BrokenHandler {
    final String does;
    /** Null where one defect breaks more than one rule. */
    final @Nullable ContractRule rule;

    final Defect defect;
    final Set<String> noticedBy;

    private BrokenHandler(String does, @Nullable ContractRule rule, Defect defect, String... noticedBy) {
        this.does = does;
        this.rule = rule;
        this.defect = defect;
        this.noticedBy = new TreeSet<>(Set.of(noticedBy));
    }

    static BrokenHandler that(String does, ContractRule breaks, Defect.OfHandler defect, String... noticedBy) {
        return new BrokenHandler(does, breaks, defect, noticedBy);
    }

    static BrokenHandler thatInMoreThanOneWay(String does, Defect.OfHandler defect, String... noticedBy) {
        return new BrokenHandler(does, null, defect, noticedBy);
    }

    static BrokenHandler whoseFactory(String does, ContractRule breaks, Defect defect, String... noticedBy) {
        return new BrokenHandler(does, breaks, defect, noticedBy);
    }

    @Override
    public String toString() {
        return (rule == null ? "SEVERAL" : rule) + ": " + does;
    }
}
