package io.savehandler.format;

import io.savehandler.php.IgbinarySequence;
import io.savehandler.php.IgbinarySequenceWriter;
import io.savehandler.php.IgbinaryWriter;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpString;

/**
 * The serialize handler of PHP's extension igbinary: one array. Bytes behind it are ignored, as in PHP. A change gives
 * strings and arrays behind it other numbers; otherwise they stay as they are.
 */
final class IgbinaryFormat extends StoredFormat {
    private static final String NAME = "igbinary";
    private static final int MARGIN = 64;

    private final PhpLimits limits;

    IgbinaryFormat(PhpLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SessionFormat withLimits(PhpLimits other) {
        return new IgbinaryFormat(other);
    }

    @Override
    public SessionVariables decode(byte[] data) {
        IgbinarySequence values = new IgbinarySequence(data, limits);
        SessionEntries entries = new SessionEntries(data, new IgbinaryKeys(values), values.size());
        for (int i = 0; i < values.size(); i++) {
            int keyFrom = values.keyFrom(i);
            if (keyFrom < 0) {
                entries.putStored(values.key(i), i);
            } else {
                entries.putStored(keyFrom, values.keyTo(i), i);
            }
        }
        return new SessionVariables(this, data, values, entries);
    }

    @Override
    public byte[] encode(SessionVariables variables) {
        boolean own = variables.format().name().equals(NAME);
        if (own && !variables.isModified() && variables.source().length > 0) {
            return variables.source();
        }
        boolean keeps = own && canKeep(variables);
        try (IgbinaryWriter writer = writer(variables, own, keeps)) {
            writer.start(variables.size());
            if (keeps) {
                keep(variables, writer);
            } else {
                writeAnew(variables, own, writer);
            }
            limits.checkBytes(writer.size());
            return writer.toByteArray();
        }
    }

    private IgbinaryWriter writer(SessionVariables variables, boolean own, boolean keeps) {
        if (keeps) {
            return new IgbinaryWriter(MARGIN, variables::values, limits);
        }
        int expected = variables.source().length + MARGIN;
        return own
                ? IgbinaryWriter.like((IgbinarySequence) variables.stored(), expected, variables::values, limits)
                : new IgbinaryWriter(expected, variables::values, limits);
    }

    /** Whether some variables can be written as they were stored, in the order in which they were. */
    private static boolean canKeep(SessionVariables variables) {
        if (!IgbinarySequenceWriter.isPossible((IgbinarySequence) variables.stored())) {
            return false;
        }
        StoredOrder order = new StoredOrder();
        variables.entries().visit(order);
        return order.isKept();
    }

    private static void keep(SessionVariables variables, IgbinaryWriter writer) {
        IgbinarySequenceWriter kept = new IgbinarySequenceWriter((IgbinarySequence) variables.stored(), writer);
        variables.entries().visit(new SessionEntries.Visitor() {
            @Override
            public void stored(int first, int behindLast) {
                kept.keep(first, behindLast);
            }

            @Override
            public void put(SessionEntry entry) {
                writer.key(entry.key);
                writer.value(variables.valueOf(entry));
            }
        });
    }

    private void writeAnew(SessionVariables variables, boolean own, IgbinaryWriter writer) {
        variables.entries().forEach(entry -> {
            if (!own) {
                check(entry.key);
            }
            writer.key(entry.key);
            writer.value(variables.valueOf(entry));
        });
    }

    @Override
    PhpKey keyOf(String text) {
        return PhpString.of(text);
    }

    @Override
    void check(PhpKey key) {
        if (key instanceof PhpLong || ((PhpString) key).spellsInteger()) {
            throw new UnstorableKeyException(NAME, "it is a whole number, and PHP skips those", "php_serialize");
        }
    }

    @Override
    EntrySizes sizes(SessionVariables variables) {
        IgbinarySequence stored = (IgbinarySequence) variables.stored();
        IgbinaryWriter writer = IgbinaryWriter.scratch(limits);
        return entry -> {
            if (entry.value == null && !stored.changed(entry.index)) {
                return stored.end(entry.index) - stored.start(entry.index);
            }
            int before = writer.size();
            writer.key(entry.key);
            writer.value(variables.valueOf(entry));
            return writer.size() - before;
        };
    }

    private record IgbinaryKeys(IgbinarySequence values) implements StoredKeys {
        @Override
        public int from(int number) {
            return values.keyFrom(number);
        }

        @Override
        public int to(int number) {
            return values.keyTo(number);
        }
    }
}
