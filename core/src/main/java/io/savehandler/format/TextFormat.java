package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpSequence;
import io.savehandler.php.PhpSequenceWriter;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import io.savehandler.php.PhpWriter;

/** A format whose values are the text of PHP's {@code serialize()}; its {@link Framing} says how keys stand among them. */
final class TextFormat extends StoredFormat {
    private static final byte[] NOTHING = {};
    private static final int MARGIN = 256;

    private final Framing framing;
    private final PhpLimits limits;

    TextFormat(Framing framing, PhpLimits limits) {
        this.framing = framing;
        this.limits = limits;
    }

    @Override
    public String name() {
        return framing.name();
    }

    @Override
    public SessionFormat withLimits(PhpLimits other) {
        return new TextFormat(framing, other);
    }

    @Override
    public SessionVariables decode(byte[] data) {
        PhpSequence values = new PhpSequence(data, limits);
        SessionEntries entries = new SessionEntries(data, framing.keysOf(values));
        framing.read(data, values, entries);
        return new SessionVariables(this, data, values, entries);
    }

    @Override
    public byte[] encode(SessionVariables variables) {
        boolean own = variables.format().name().equals(name());
        if (own && !variables.isModified() && variables.source().length > 0) {
            return variables.source();
        }
        int expected = own && variables.mostAreStored() ? MARGIN : variables.source().length + MARGIN;
        PhpWriter writer = new PhpWriter(expected, framing.isArray(), limits);
        writer.variables(variables::values);
        SessionEntries entries = own ? variables.entries() : converted(variables);
        framing.start(writer, entries.size());
        if (own) {
            rewrite(variables, writer);
        } else {
            entries.forEach(entry -> put(entry.key, variables.valueOf(entry), writer));
        }
        framing.end(writer, entries.size());
        limits.checkBytes(writer.size());
        return writer.size() == 0 ? NOTHING : writer.toByteArray();
    }

    private void rewrite(SessionVariables variables, PhpWriter writer) {
        PhpSequence stored = (PhpSequence) variables.stored();
        PhpSequenceWriter kept = new PhpSequenceWriter(stored, writer);
        variables.entries().visit(new SessionEntries.Visitor() {
            @Override
            public void stored(int first, int behindLast) {
                kept.keep(first, behindLast);
            }

            @Override
            public void put(SessionEntry entry) {
                TextFormat.this.put(entry.key, variables.valueOf(entry), writer);
            }
        });
    }

    private void put(PhpKey key, PhpValue value, PhpWriter writer) {
        framing.key(writer, key);
        writer.value(value);
    }

    /** The variables of another format under the keys of this one. Where two become one, the last stays, as in PHP. */
    private SessionEntries converted(SessionVariables variables) {
        SessionEntries converted = new SessionEntries(NOTHING, framing.keysOf(new PhpSequence(NOTHING, limits)));
        variables.entries().forEach(entry -> {
            PhpKey own = entry.key instanceof PhpString text ? framing.keyOf(text) : entry.key;
            framing.check(own);
            converted.put(SessionEntry.put(own, variables.valueOf(entry)));
        });
        return converted;
    }

    @Override
    PhpKey keyOf(String text) {
        return framing.keyOf(PhpString.of(text));
    }

    @Override
    void check(PhpKey key) {
        framing.check(key);
    }

    @Override
    EntrySizes sizes(SessionVariables variables) {
        PhpSequence stored = (PhpSequence) variables.stored();
        PhpWriter writer = new PhpWriter(MARGIN, false, limits);
        return entry -> {
            if (entry.value == null && !stored.changed(entry.index)) {
                return stored.end(entry.index) - stored.keyStart(entry.index);
            }
            int before = writer.size();
            framing.key(writer, entry.key);
            writer.value(variables.valueOf(entry));
            return writer.size() - before;
        };
    }
}
