package io.savehandler.php;

/**
 * Writes the entries of a changed sequence: what PHP would write as it was keeps its bytes, with the numbers of strings and
 * slots moved where entries before it changed. Only for sequences that {@link #isPossible can be kept}. Not thread-safe.
 */
public final class IgbinarySequenceWriter {
    /** Behind so many that were copied, all others can be copied in all likelihood; which is believed so often. */
    private static final int MANY = 16;

    private static final int BOLD = 8;
    private static final int NONE = Integer.MAX_VALUE;

    private final IgbinaryPlaces places;
    private final IgbinaryOutput out;
    private final NumberRuns strings;
    private final NumberRuns slots;
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
        KeptNumbers numbers = new KeptNumbers(source);
        this.strings = numbers.strings();
        this.slots = numbers.slots();
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
        int from = places.entry(first);
        if (first == 0 && strings.next() == 0 && slots.next() == 1) {
            out.keep(places.data, from, places.entry(wanted) - from);
            strings.keepFirst(places.stringsBefore(wanted));
            slots.keepFirst(places.slotsBefore(wanted));
            return wanted;
        }
        int end = isNew(first, wanted) ? wanted : isNew(first, first + 1) ? first + 1 : first;
        out.copy(places.data, from, places.entry(end) - from);
        int moved = out.place() - places.entry(end);
        int copied = Math.min(end, Math.min(renumberStrings(first, end, moved), renumberSlots(first, end, moved)));
        out.goTo(places.entry(copied) + moved);
        strings.add(places.stringsBefore(first), places.stringsBefore(copied));
        slots.add(places.slotsBefore(first), places.slotsBefore(copied));
        return copied;
    }

    /** Whether nothing that entries bring was written before. */
    private boolean isNew(int first, int end) {
        return !strings.any(places.stringsBefore(first), places.stringsBefore(end))
                && !slots.any(places.slotsBefore(first), places.slotsBefore(end));
    }

    private int renumberStrings(int first, int end, int moved) {
        int from = places.stringNumbersBefore(first);
        int to = places.stringNumbersBefore(end);
        int own = places.stringsBefore(first);
        return renumber(strings, own, places.stringNumbers, from, to, IgbinaryCodes.STRING_NUMBER, moved);
    }

    private int renumberSlots(int first, int end, int moved) {
        int from = places.slotNumbersBefore(first);
        int to = places.slotNumbersBefore(end);
        int own = places.slotsBefore(first);
        return renumber(slots, own, places.slotNumbers, from, to, IgbinaryCodes.SLOT, moved);
    }

    /**
     * Renumbers what is named in copied entries.
     *
     * @param own the first number of those that stand in the entries themselves
     * @param named where each name stands, of which those from one to another are wanted
     * @param narrow the code before a name of one byte; those of two and four follow
     * @return the first entry that names what has no number yet, or a number that takes other room; none is {@link #NONE}
     */
    private int renumber(NumberRuns runs, int own, PlaceList named, int from, int to, int narrow, int moved) {
        byte[] data = places.data;
        byte[] copy = out.buffer();
        int same = runs.same();
        int shift = runs.next() - own;
        int[] others = runs.others(own);
        char[] low = named.low;
        for (int first = from, end; first < to; first = end) {
            int base = named.base(first);
            end = Math.min(to, named.sizeToEndOf(base));
            for (int i = first; i < end; i++) {
                int at = base + low[i];
                int code = data[at];
                int older = code == narrow ? data[at + 1] & 0xff : name(at, code - narrow);
                if (older >= same) {
                    int number = older < own ? others[older - same] - 1 : older + shift;
                    if (code == narrow && number >>> 8 == 0) {
                        copy[at + moved + 1] = (byte) number;
                    } else if (code == narrow || !out.replace(at + moved + 1, 1 << (code - narrow), number)) {
                        return places.entryAt(at);
                    }
                }
            }
        }
        return NONE;
    }

    /** The number at a name that takes one byte, two or four. */
    private int name(int at, int step) {
        return (int) BigEndian.unsigned(places.data, at + 1, 1 << step);
    }
}
