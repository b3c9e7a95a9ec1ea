package io.savehandler.php;

/**
 * Writes the entries of a changed sequence: what PHP would write as it was keeps its bytes, with the numbers of strings and
 * slots moved where entries before it changed. Only for sequences that {@link #isPossible can be kept}. Not thread-safe.
 */
public final class IgbinarySequenceWriter {
    private final IgbinaryPlaces places;
    private final IgbinaryWriter writer;
    private final IgbinaryOutput out;
    private final KeptNumbers numbers;
    private final KeptTokens tokens;
    /** How many entries, from the first on, have stayed as they were and are yet to be copied; below 0 once they are. */
    private int untouched;

    /**
     * A writer for what became of a sequence.
     *
     * @param source the sequence
     * @param writer where to write, started but otherwise empty
     */
    public IgbinarySequenceWriter(IgbinarySequence source, IgbinaryWriter writer) {
        this.places = source.places();
        this.writer = writer;
        this.out = writer.output();
        this.numbers = new KeptNumbers(source);
        this.tokens = new KeptTokens(places, numbers, out);
        writer.countWith(numbers);
    }

    /**
     * Whether entries of a sequence can keep their bytes. Not where objects or references are, which can change in place
     * and be held elsewhere; nor where PHP would write all anew in another way, which includes strings that are never named
     * by their numbers.
     *
     * @param source the sequence
     * @return true if so
     */
    public static boolean isPossible(IgbinarySequence source) {
        IgbinaryPlaces places = source.places();
        return places.canonical && !places.hasIdentity && !places.isCyclic && places.stringNumbers() > 0;
    }

    /**
     * Writes an entry of the sequence as it was. Each comes once at most, in their order.
     *
     * @param index its number
     * @throws PhpSizeException if there are more bytes than the limits allow
     * @throws PhpDataException if an array that is written here now is nested deeper than PHP reads
     */
    public void keep(int index) {
        if (untouched == index) {
            untouched++;
            return;
        }
        copyUntouched();
        if (isNew(index) && copy(index)) {
            numbers.addStrings(places.stringsBefore(index), places.stringsBefore(index + 1));
            numbers.addSlots(places.slotsBefore(index), places.slotsBefore(index + 1));
        } else {
            tokens.write(index);
        }
    }

    /**
     * Writes an entry that is not as it was.
     *
     * @param key its key
     * @param value its value
     * @throws PhpSizeException if there are more bytes than the limits allow
     * @throws PhpDataException if the value is nested deeper than PHP reads
     */
    public void put(PhpKey key, PhpValue value) {
        copyUntouched();
        writer.key(key);
        writer.value(value);
    }

    /** Ends the writing. */
    public void end() {
        copyUntouched();
    }

    private void copyUntouched() {
        if (untouched >= 0) {
            int from = places.entry(0);
            out.bytes(places.data, from, places.entry(untouched) - from);
            numbers.keepBefore(places.stringsBefore(untouched), places.slotsBefore(untouched));
            untouched = -1;
        }
    }

    /** Whether nothing that an entry brings was written before. */
    private boolean isNew(int index) {
        return !numbers.anyString(places.stringsBefore(index), places.stringsBefore(index + 1))
                && !numbers.anySlot(places.slotsBefore(index), places.slotsBefore(index + 1));
    }

    /** Copies an entry and renumbers what it names; writes nothing where a number is missing or takes other room. */
    private boolean copy(int index) {
        int before = out.size();
        int from = places.entry(index);
        out.bytes(places.data, from, places.entry(index + 1) - from);
        boolean done = renumberStrings(index, before - from) && renumberSlots(index, before - from);
        if (!done) {
            out.truncate(before);
        }
        return done;
    }

    private boolean renumberStrings(int index, int moved) {
        byte[] data = places.data;
        int own = places.stringsBefore(index);
        int shift = numbers.nextString() - own;
        for (int i = places.stringNumbersBefore(index); i < places.stringNumbersBefore(index + 1); i++) {
            int at = places.stringNumber(i);
            int bytes = IgbinaryCodes.width(data[at], IgbinaryCodes.STRING_NUMBER);
            int older = (int) BigEndian.unsigned(data, at + 1, bytes);
            int number = older < own ? numbers.string(older) : older + shift;
            if (!out.replace(at + moved + 1, bytes, number)) {
                return false;
            }
        }
        return true;
    }

    private boolean renumberSlots(int index, int moved) {
        int own = places.slotsBefore(index);
        int shift = numbers.nextSlot() - own;
        for (int i = places.slotNumbersBefore(index); i < places.slotNumbersBefore(index + 1); i++) {
            int at = places.slotNumber(i);
            int older = places.namedSlot(i);
            int number = older < own ? numbers.slot(older) : older + shift;
            if (number == 0 || !out.replace(at + moved + 1, IgbinaryCodes.slotBytes(places.data[at]), number)) {
                return false;
            }
        }
        return true;
    }
}
