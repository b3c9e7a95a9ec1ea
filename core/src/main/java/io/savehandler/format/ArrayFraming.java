package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpSequence;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpWriter;

/**
 * PHP's {@code php_serialize}: one serialized array. Bytes behind it are ignored and {@code N;} reads as an empty array, as
 * in PHP. Anything but an array at the top is an error here: PHP accepts it, never saves such a session again, and so
 * loses what it held.
 */
final class ArrayFraming implements Framing {
    private static final String NAME = "php_serialize";
    private static final int MARKS_BEHIND = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isArray() {
        return true;
    }

    @Override
    public void read(byte[] data, PhpSequence values, SessionEntries entries) {
        if (data.length == 0 || isNull(data)) {
            return;
        }
        int at = values.openArray(0);
        for (int left = values.arrayCount(); left > 0; left--) {
            int end = values.skipKey(at);
            int text = values.textOfKey(at);
            if (text < 0) {
                entries.putStored(values.key(at, end), values.size());
            } else {
                entries.putStored(text, end - MARKS_BEHIND, values.size());
            }
            at = values.add(end);
        }
        values.closeArray(at);
    }

    private static boolean isNull(byte[] data) {
        return data.length >= 2 && data[0] == 'N' && data[1] == ';';
    }

    @Override
    public StoredKeys keysOf(PhpSequence values) {
        return new StoredKeys() {
            @Override
            public int from(int number) {
                return values.textOfKey(values.keyStart(number));
            }

            @Override
            public int to(int number) {
                return values.start(number) - MARKS_BEHIND;
            }
        };
    }

    @Override
    public PhpKey keyOf(PhpString text) {
        return PhpKey.of(text);
    }

    @Override
    public void check(PhpKey key) {}

    @Override
    public void start(PhpWriter writer, int count) {
        writer.arrayStart(count);
    }

    @Override
    public void key(PhpWriter writer, PhpKey key) {
        writer.key(key);
    }

    @Override
    public void end(PhpWriter writer, int count) {
        writer.octet('}');
    }
}
