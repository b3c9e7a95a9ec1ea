package io.savehandler.format;

import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpSequence;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpWriter;

/** PHP's {@code php}: the key, a {@code |}, the value; nothing is escaped and nothing stands between entries. */
final class PipeFraming implements Framing {
    private static final String NAME = "php";
    private static final String REMEDY = "php_serialize";

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
            int pipe = at;
            while (pipe < data.length && data[pipe] != '|') {
                pipe++;
            }
            if (pipe == data.length) {
                throw new PhpDataException("a key without a | behind it", at);
            }
            entries.putStored(at, pipe, values.size());
            at = values.add(pipe + 1);
        }
    }

    @Override
    public StoredKeys keysOf(PhpSequence values) {
        return new StoredKeys() {
            @Override
            public int from(int number) {
                return values.keyStart(number);
            }

            @Override
            public int to(int number) {
                return values.start(number) - 1;
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
        PhpString text = (PhpString) key;
        for (int i = 0; i < text.length(); i++) {
            if (text.byteAt(i) == '|') {
                throw new UnstorableKeyException(NAME, "it contains a |", REMEDY);
            }
        }
    }

    @Override
    public void start(PhpWriter writer, int count) {}

    @Override
    public void key(PhpWriter writer, PhpKey key) {
        writer.raw((PhpString) key);
        writer.octet('|');
    }

    @Override
    public void end(PhpWriter writer, int count) {}
}
