package io.savehandler;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpValue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What other requests put under keys that this request sets or unsets regardless: what a merge is about to replace. */
final class Overwriting {
    private final Map<String, Optional<PhpValue>> theirs = new HashMap<>();

    /**
     * @param changes what this request did
     * @param found the variables as this request found them
     * @param stored the variables as the store holds them now
     */
    Overwriting(ChangeLog changes, SessionVariables found, SessionVariables stored) {
        Set<String> keys = new LinkedHashSet<>(SessionCodec.textKeys(found));
        keys.addAll(SessionCodec.textKeys(stored));
        keys.remove(OwnFacts.KEY);
        for (String key : keys) {
            Optional<PhpValue> now = value(stored, key);
            if (changes.replaces(key) && !now.equals(value(found, key))) {
                theirs.put(key, now);
            }
        }
    }

    /** Under how many keys the merged variables hold something else than the others put there. */
    int count(SessionVariables merged) {
        return (int) theirs.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(value(merged, entry.getKey())))
                .count();
    }

    private static Optional<PhpValue> value(SessionVariables variables, String key) {
        return variables.containsKey(key) ? Optional.of(variables.get(key)) : Optional.empty();
    }
}
