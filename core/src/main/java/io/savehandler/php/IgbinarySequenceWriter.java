package io.savehandler.php;

/**
 * Writes the entries of a changed sequence: what PHP would write as it was keeps its bytes, with the numbers of strings and
 * slots moved where entries before it changed. Only for sequences that {@link #isPossible can be kept}. Not thread-safe.
 */
public final class IgbinarySequenceWriter {
    /** Behind so many that were copied, all others can be copied in all likelihood; which is believed so often. */
    private static final int MANY = 16;

    private static final int BOLD = 8;

    private final IgbinaryPlaces places;
    private final IgbinaryOutput out;
    private final KeptNumbers numbers;
    private final KeptTokens tokens;
    private int failures;

    /**
     * A writer for what became of a sequence.
     *
     * @param source the sequence
     * @param writer where to write, started but otherwise empty
     */
    public IgbinarySequenceWriter(IgbinarySequence source, IgbinaryWriter writer) {
        this.places = source.places();
        this.out = writer.output();
        this.numbers = new KeptNumbers(source);
        this.tokens = new KeptTokens(places, numbers, out);
        writer.countWith(numbers);
    }

    /**
     * Whether entries of a sequence can keep their bytes. Not where objects or references are, which can change in place
     * and be held elsewhere; nor where PHP would write all anew in another way, which includes strings that are never named
     * by their numbers; nor in small ones, which take no longer to be written anew.
     *
     * @param source the sequence
     * @return true if so
     */
    public static boolean isPossible(IgbinarySequence source) {
        if (source.isSmall()) {
            return false;
        }
        IgbinaryPlaces places = source.places();
        return places.canonical && !places.hasIdentity && !places.isCyclic && places.stringNumbers() > 0;
    }

    /**
     * Writes entries of the sequence as they were. Each comes once at most, in their order. As many are copied at once as can
     * be: behind a change the first are likely to need writing anew, and those after them are not. Where that does not hold,
     * the fewer are tried, so that little is copied in vain.
     *
     * @param first the number of the first
     * @param behindLast one more than the number of the last
     * @throws PhpSizeException if there are more bytes than the limits allow
     * @throws PhpDataException if an array that is written here now is nested deeper than PHP reads
     */
    public void keep(int first, int behindLast) {
        int at = first;
        int most = first == 0 ? behindLast : 1;
        while (at < behindLast) {
            boolean bold = most >= MANY && failures < BOLD;
            int wanted = bold ? behindLast : (int) Math.min(behindLast, (long) at + most);
            int copied = copy(at, wanted);
            most = Math.max(1, (copied - at) * 2);
            at = copied;
            if (copied < wanted) {
                tokens.write(at++);
                failures++;
                most = 1;
            }
        }
    }

    /** Copies entries and renumbers what they name; returns the first whose numbers are missing or take other room. */
    private int copy(int first, int wanted) {
        int end = isNew(first, wanted) ? wanted : isNew(first, first + 1) ? first + 1 : first;
        int before = out.size();
        int from = places.entry(first);
        out.bytes(places.data, from, places.entry(end) - from);
        int copied = Math.min(renumberStrings(first, end, before - from), renumberSlots(first, end, before - from));
        out.goTo(places.entry(copied) + before - from);
        numbers.addStrings(places.stringsBefore(first), places.stringsBefore(copied));
        numbers.addSlots(places.slotsBefore(first), places.slotsBefore(copied));
        return copied;
    }

    /** Whether nothing that entries bring was written before. */
    private boolean isNew(int first, int end) {
        return !numbers.anyString(places.stringsBefore(first), places.stringsBefore(end))
                && !numbers.anySlot(places.slotsBefore(first), places.slotsBefore(end));
    }

    private int renumberStrings(int first, int end, int moved) {
        byte[] data = places.data;
        byte[] copy = out.buffer();
        int[] known = numbers.strings;
        int[] named = places.stringNumbers;
        int own = places.stringsBefore(first);
        int shift = numbers.nextString() - own;
        int last = places.stringNumbersBefore(end);
        for (int i = places.stringNumbersBefore(first); i < last; i++) {
            int at = named[i];
            if (data[at] == IgbinaryCodes.STRING_NUMBER) {
                int older = data[at + 1] & 0xff;
                int number = older < own ? known[older] - 1 : older + shift;
                if (number >>> 8 != 0) {
                    return places.entryAt(at);
                }
                copy[at + moved + 1] = (byte) number;
            } else {
                int older = places.namedString(at);
                int number = older < own ? known[older] - 1 : older + shift;
                if (!out.replace(at + moved + 1, IgbinaryCodes.stringNumberBytes(data[at]), number)) {
                    return places.entryAt(at);
                }
            }
        }
        return end;
    }

    private int renumberSlots(int first, int end, int moved) {
        byte[] data = places.data;
        byte[] copy = out.buffer();
        int own = places.slotsBefore(first);
        int shift = numbers.nextSlot() - own;
        int last = places.slotNumbersBefore(end);
        for (int i = places.slotNumbersBefore(first); i < last; i++) {
            int at = places.slotNumber(i);
            boolean narrow = data[at] == IgbinaryCodes.SLOT;
            int older = narrow ? data[at + 1] & 0xff : places.namedSlot(i);
            int number = older < own ? numbers.slot(older) : older + shift;
            if (narrow && number > 0 && number <= 0xff) {
                copy[at + moved + 1] = (byte) number;
            } else if (number == 0 || !out.replace(at + moved + 1, IgbinaryCodes.slotBytes(data[at]), number)) {
                return places.entryAt(at);
            }
        }
        return end;
    }
}
