package io.savehandler.php;

import java.util.Arrays;

/** Goes through the containers of serialized text; knows what is left in those that are open, and counts the slots. */
abstract class ContainerScanner extends TokenScanner {
    /** That far before the end, no usual key with its value reaches beyond it. */
    private static final int USUAL_ROOM = 144;
    /** The bytes of {@code i:0;N;}. */
    private static final int LEAST_ELEMENT = 6;

    final PhpLimits limits;
    final int mostSlots;
    int slots;
    int[] open = new int[16];
    int depth;
    /** Whether {@link #usualTokens} came to a value; otherwise to a key, or to the end of a container. */
    boolean valueIsNext;

    private final LikelyKeys likelyKeys;

    ContainerScanner(byte[] data, PhpLimits limits) {
        super(data);
        this.limits = limits;
        this.mostSlots = limits.values();
        this.likelyKeys = new LikelyKeys(data);
    }

    /**
     * Goes on from a key, or from the end of a container, over tokens of the usual kinds to the first of another kind, or to
     * the end of all containers above a depth. For speed all that changes is in local variables, as few as can be.
     *
     * @return where that is; {@link #valueIsNext} says what stands there
     */
    final int usualTokens(int from, int floor) {
        byte[] bytes = data;
        int[] lefts = open;
        long[] words = likelyKeys.words;
        int last = (int) Math.min(end - USUAL_ROOM, from + (long) LEAST_ELEMENT * (mostSlots - slots) - 1);
        int deepest = Math.min(lefts.length, limits.depth());
        int inside = depth;
        int shelf = LikelyKeys.shelf(inside);
        int left = lefts[inside - 1];
        // The slots up to the end of this container: unlike those up to here, not another number after each value.
        int slotsBehind = slots + left;
        int at = from;
        boolean value = false;
        while (at <= last) {
            if (left == 0) {
                if (bytes[at] != '}') {
                    break;
                }
                at++;
                if (--inside == floor) {
                    break;
                }
                left = lefts[inside - 1];
                slotsBehind += left;
                shelf = LikelyKeys.shelf(inside);
                continue;
            }
            long word = Words.at(bytes, at);
            int place = LikelyKeys.place(shelf, left);
            if (LikelyKeys.isAt(words, place, word, bytes, at)) {
                at += LikelyKeys.length(words, place);
            } else {
                int length = -1;
                if (TokenWords.isDigit(word)) {
                    length = 4;
                } else if (TokenWords.isString(word)) {
                    length = usualString(bytes, at, word);
                    likelyKeys.learn(place, word, bytes, at, length);
                } else if (TokenWords.isInteger(word)) {
                    length = usualInteger(bytes, at, word);
                }
                if (length < 0 || at + length > last) {
                    break;
                }
                at += length;
            }
            left--;
            word = Words.at(bytes, at);
            int length = -1;
            if (TokenWords.isString(word)) {
                length = usualString(bytes, at, word);
            } else if (TokenWords.isInteger(word)) {
                length = usualInteger(bytes, at, word);
            } else if (TokenWords.isNull(word)) {
                length = 2;
            } else if (TokenWords.isBoolean(word)) {
                length = 4;
            } else if (TokenWords.isFloat(word)) {
                length = usualFloat(bytes, at);
            } else {
                int count = TokenWords.smallCount(word);
                if (count > 0 && inside < deepest) {
                    lefts[inside - 1] = left;
                    inside++;
                    shelf = LikelyKeys.shelf(inside);
                    slotsBehind += count - left;
                    left = count;
                    length = 5;
                }
            }
            if (length < 0) {
                value = true;
                break;
            }
            at += length;
        }
        depth = inside;
        valueIsNext = value;
        if (inside > floor) {
            lefts[inside - 1] = left;
        }
        slots = slotsBehind - left - (value ? 1 : 0);
        return at;
    }

    private static int usualString(byte[] bytes, int at, long word) {
        int close = TokenWords.closeOfString(word);
        return close >= 0 && Words.isCloseOfString(bytes, at + close) ? close + 2 : -1;
    }

    /** Where a float without an exponent ends; below 0 for others. Most are so short that one word holds them. */
    private int usualFloat(byte[] bytes, int at) {
        long number = Words.at(bytes, at + 2);
        long points = Words.equal(number, '.');
        // With zeros in the points' places, so that all is found at once.
        int size = Words.digits(number ^ (points >>> 7) * ('.' ^ '0'));
        if (size == Words.BYTES) {
            return DoubleText.usual(bytes, at + 2, end) - at;
        }
        int point = Long.numberOfTrailingZeros(points) >>> 3;
        boolean single = (points & (points - 1) & ~(-1L << (size << 3))) == 0;
        return single && point > 0 && point < size - 1 && bytes[at + 2 + size] == ';' ? size + 3 : -1;
    }

    final void push(int pos, int count) {
        if (count > (end - pos) / 2) {
            throw fault("a count beyond what the data can hold", pos);
        }
        if (depth == limits.depth()) {
            throw fault("nested more than " + limits.depth() + " levels deep", pos);
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth++] = count;
    }
}
