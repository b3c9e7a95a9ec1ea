package io.savehandler.benchmarks.formats;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import io.savehandler.format.UnstorableKeyException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Sessions of one format, and what Java does with them. */
final class LoadedSessions {
    private final SessionFormat format;
    private final List<byte[]> data;
    private final List<SessionVariables> changed = new ArrayList<>();
    private long seen;

    LoadedSessions(String format, List<byte[]> data) {
        this.format = SessionFormats.named(format);
        this.data = data.stream().filter(this::canChangeAll).toList();
        this.data.forEach(bytes -> changed.add(changeAll(bytes)));
    }

    /** Those of these sessions that are marked. */
    LoadedSessions only(List<Boolean> marks) {
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            if (marks.get(i)) {
                kept.add(data.get(i));
            }
        }
        return new LoadedSessions(formatName(), kept);
    }

    String formatName() {
        return format.name();
    }

    List<byte[]> data() {
        return data;
    }

    /** As they are where every key was put. */
    List<SessionVariables> changed() {
        return changed;
    }

    int size() {
        return data.size();
    }

    int bytes() {
        return data.stream().mapToInt(bytes -> bytes.length).sum();
    }

    /** The operation on each of these sessions. */
    Runnable action(FormatOperation operation) {
        return switch (operation) {
            case DECODE -> {
                data.forEach(this::checkAllIsBuilt);
                yield () -> data.forEach(this::decode);
            }
            case ENCODE -> () -> changed.forEach(this::encode);
            case CHANGE_ONE -> changeInTurn(data.get(0));
            case CHANGE_FIRST -> changeFirst(data.get(0));
        };
    }

    /** A number that depends on all that was done, so that nothing can be left out. */
    long seen() {
        return seen;
    }

    /** Builds all values; as PHP, does not walk over what is inside them. */
    private void decode(byte[] bytes) {
        SessionVariables variables = format.decode(bytes);
        variables.forEach((key, value) -> seen += value.isNull() ? 1 : 2);
    }

    /** Walks over all that {@link #decode} asks for. That makes no object, so none was left to be built. */
    private void checkAllIsBuilt(byte[] bytes) {
        // What Java itself makes when code runs for the first time does not count.
        long made = Math.min(ValueVisit.bytesMadeBy(allBuilt(bytes)), ValueVisit.bytesMadeBy(allBuilt(bytes)));
        if (made > 0) {
            throw new IllegalStateException(made + " bytes of values were not built when they were asked for");
        }
    }

    private List<PhpValue> allBuilt(byte[] bytes) {
        SessionVariables variables = format.decode(bytes);
        List<PhpValue> values = new ArrayList<>();
        variables.forEach((key, value) -> values.add(value));
        return values;
    }

    private void encode(SessionVariables variables) {
        seen += format.encode(variables).length;
    }

    private Runnable changeInTurn(byte[] bytes) {
        String[] keys = keys(bytes);
        int step = step(keys.length);
        int[] turn = {0};
        return () -> {
            int change = turn[0];
            change(bytes, keys[(change + keys.length / 2) % keys.length], keys[change]);
            turn[0] = (change + step) % keys.length;
        };
    }

    /** So far apart that every few turns are spread over all keys, and that all keys have their turns. */
    private static int step(int keys) {
        int step = Math.max(1, (int) (keys * 0.618));
        while (BigInteger.valueOf(step).gcd(BigInteger.valueOf(keys)).intValue() > 1) {
            step++;
        }
        return step;
    }

    private Runnable changeFirst(byte[] bytes) {
        String[] keys = keys(bytes);
        return () -> change(bytes, keys[keys.length / 2], keys[0]);
    }

    private String[] keys(byte[] bytes) {
        return format.decode(bytes).phpKeys().stream().map(PhpKey::text).toArray(String[]::new);
    }

    private void change(byte[] bytes, String read, String change) {
        SessionVariables variables = format.decode(bytes);
        seen += ValueVisit.count(variables.get(read));
        variables.put(change, PhpValue.of(seen & 0xff));
        encode(variables);
    }

    private SessionVariables changeAll(byte[] bytes) {
        SessionVariables original = format.decode(bytes);
        SessionVariables copy = format.decode(bytes);
        for (PhpKey key : original.phpKeys()) {
            copy.put(key, original.element(key).orElseThrow());
        }
        return copy;
    }

    /** Integer keys, for example, are read by some formats and not written. */
    private boolean canChangeAll(byte[] bytes) {
        try {
            changeAll(bytes);
            return true;
        } catch (UnstorableKeyException e) {
            return false;
        }
    }
}
