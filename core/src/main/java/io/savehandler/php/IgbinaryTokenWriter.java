package io.savehandler.php;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes igbinary's strings, scalars, and the names of what was written before. */
abstract class IgbinaryTokenWriter {
    final IgbinaryOutput out;
    final SlotTable known;
    final StringTable strings;
    final ReferenceHolders holders;
    private @Nullable KeptNumbers kept;
    // The array around all has the number 0, by which nothing ever names it.
    private int slots = 1;

    IgbinaryTokenWriter(
            IgbinaryOutput out,
            StringTable strings,
            SlotTable known,
            Supplier<? extends Iterable<PhpValue>> variables) {
        this.out = out;
        this.strings = strings;
        this.known = known;
        this.holders = new ReferenceHolders(variables);
    }

    /** Counts strings and slots together with those that are kept. */
    final void countWith(KeptNumbers numbers) {
        kept = numbers;
    }

    /** Names what was written before; otherwise notes that it takes the next number. */
    final boolean named(PhpValue identity, boolean object) {
        KeptNumbers older = kept;
        int slot = older == null ? 0 : older.findSlot(identity);
        if (slot == 0) {
            slot = known.addNew(identity, older == null ? slots : older.slots().next());
        }
        if (slot != 0) {
            out.coded(object ? 0x22 : 0x01, slot);
            return true;
        }
        if (older == null) {
            slots++;
        } else {
            older.addSlot(identity);
        }
        return false;
    }

    final void scalar(PhpValue value) {
        if (value instanceof PhpString string) {
            string(string);
        } else if (value instanceof PhpLong number) {
            out.integer(number.value);
        } else if (value instanceof PhpBoolean truth) {
            out.octet(truth.value ? 0x05 : 0x04);
        } else if (value instanceof PhpDouble number) {
            out.number(number.value);
        } else {
            out.octet(0);
        }
    }

    /** The payload is text of its own, whose back-references count from its own start. */
    final void custom(PhpCustom custom) {
        className(custom.classNameBytes());
        PayloadParts parts = custom.parts();
        PhpString payload = parts == null
                ? custom.payload()
                : new PhpWriter(64, false, out.limits()).rewritten(custom.payload(), parts);
        out.coded(0x1d, payload.length);
        out.raw(payload);
    }

    /** Writes a key; returns one more than its number as a string, or 0. */
    final int newKey(PhpKey key) {
        if (key instanceof PhpString string && string.length > 0) {
            return literalOrNumber(string, IgbinaryCodes.STRING, IgbinaryCodes.STRING_NUMBER) + 1;
        }
        if (key instanceof PhpLong number) {
            out.integer(number.value);
        } else {
            out.octet(IgbinaryCodes.EMPTY);
        }
        return 0;
    }

    final void className(PhpString name) {
        literalOrNumber(name, 0x17, 0x1a);
    }

    final void string(PhpString string) {
        if (string.length == 0) {
            out.octet(IgbinaryCodes.EMPTY);
        } else {
            literalOrNumber(string, IgbinaryCodes.STRING, IgbinaryCodes.STRING_NUMBER);
        }
    }

    /** Writes a string; returns its number. */
    private int literalOrNumber(PhpString string, int literal, int numbered) {
        int next = kept == null ? strings.size() : kept.strings().next();
        int number = kept == null ? strings.find(string) : kept.find(string);
        if (number >= 0) {
            out.coded(numbered, number);
            return number;
        }
        out.literal(literal, string);
        return next;
    }
}
