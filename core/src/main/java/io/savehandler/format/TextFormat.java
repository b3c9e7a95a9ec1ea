package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpSequence;
import io.savehandler.php.PhpSequenceWriter;
import io.savehandler.php.PhpString;
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
        SessionEntries entries = new SessionEntries(data);
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
        SessionEntries entries = variables.entries();
        framing.start(writer, entries.size());
        if (own) {
            rewrite(variables, writer);
        } else {
            convert(variables, writer);
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
            public void stored(int first, int behindLast, int start) {
                kept.keep(first, behindLast, start);
            }

            @Override
            public void put(SessionEntry entry) {
                framing.key(writer, entry.key);
                writer.value(variables.valueOf(entry));
            }
        });
    }

    private void convert(SessionVariables variables, PhpWriter writer) {
        variables.entries().forEach(entry -> {
            PhpKey own = entry.key instanceof PhpString text ? framing.keyOf(text) : entry.key;
            framing.check(own);
            framing.key(writer, own);
            writer.value(variables.valueOf(entry));
        });
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
                return stored.end(entry.index) - entry.start;
            }
            int before = writer.size();
            framing.key(writer, entry.key);
            writer.value(variables.valueOf(entry));
            return writer.size() - before;
        };
    }
}
