package io.savehandler.memcached;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Puts names together. */
final class SettingNames {
    private SettingNames() {}

    static Set<String> of(Set<String> some, String... others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(others));
        return Set.copyOf(all);
    }
}
