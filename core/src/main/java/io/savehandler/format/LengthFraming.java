package io.savehandler.format;

import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpSequence;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpWriter;

/** PHP's {@code php_binary}: one byte with the key's length, the key, the value. */
final class LengthFraming implements Framing {
    private static final String NAME = "php_binary";
    private static final String REMEDY = "php_serialize";
    private static final int LONGEST = 127;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isArray() {
        return false;
    }

    @Override
    public void read(byte[] data, PhpSequence values, SessionEntries entries) {
        int at = 0;
        while (at < data.length) {
            // PHP ignores the highest bit, which once marked variables without a value.
            int end = at + 1 + (data[at] & LONGEST);
            if (end >= data.length) {
                throw new PhpDataException("a key's length reaches the end of the data", at);
            }
            entries.putStored(at + 1, end, values.size());
            at = values.add(end);
        }
    }

    @Override
    public StoredKeys keysOf(PhpSequence values) {
        return new StoredKeys() {
            @Override
            public int from(int number) {
                return values.keyStart(number) + 1;
            }

            @Override
            public int to(int number) {
                return values.start(number);
            }
        };
    }

    @Override
    public PhpKey keyOf(PhpString text) {
        return text;
    }

    @Override
    public void check(PhpKey key) {
        if (key instanceof PhpLong || ((PhpString) key).spellsInteger()) {
            throw new UnstorableKeyException(NAME, "it is a whole number, and PHP skips those", REMEDY);
        }
        if (((PhpString) key).length() > LONGEST) {
            throw new UnstorableKeyException(NAME, "it is longer than " + LONGEST + " bytes", REMEDY);
        }
    }

    @Override
    public void start(PhpWriter writer, int count) {}

    @Override
    public void key(PhpWriter writer, PhpKey key) {
        PhpString text = (PhpString) key;
        writer.octet(text.length());
        writer.raw(text);
    }

    @Override
    public void end(PhpWriter writer, int count) {}
}
