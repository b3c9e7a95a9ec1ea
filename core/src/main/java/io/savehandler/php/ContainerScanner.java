package io.savehandler.php;

import java.util.Arrays;

/** Goes through the containers of serialized text; knows what is left in those that are open, and counts the slots. */
abstract class ContainerScanner extends TokenScanner {
    /** That far before the end, no usual token reaches beyond it. */
    private static final int USUAL_ROOM = 128;

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
        int last = end - USUAL_ROOM;
        int[] lefts = open;
        int deepest = Math.min(lefts.length, limits.depth());
        long[] words = likelyKeys.words();
        int inside = depth;
        int shelf = LikelyKeys.shelf(inside);
        int left = lefts[inside - 1];
        int most = mostSlots;
        int counted = slots;
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
                shelf = LikelyKeys.shelf(inside);
                continue;
            }
            long word = Words.at(bytes, at);
            int place = LikelyKeys.place(shelf, left);
            int next = LikelyKeys.end(words, place, word, bytes, at);
            if (next < 0) {
                if (TokenWords.isDigit(word)) {
                    next = at + 4;
                } else if (TokenWords.isShortString(word)) {
                    next = shortString(bytes, at, word);
                    if (next > at + 7) {
                        likelyKeys.learn(place, bytes, at, next);
                        words = likelyKeys.words();
                    }
                } else {
                    next = usual(at);
                }
                if (next < 0) {
                    break;
                }
            }
            at = next;
            left--;
            if (at > last || counted == most) {
                value = true;
                break;
            }
            word = Words.at(bytes, at);
            next = -1;
            if (TokenWords.isShortString(word)) {
                next = shortString(bytes, at, word);
            } else if (TokenWords.isMediumString(word)) {
                next = mediumString(bytes, at, word);
            } else if (TokenWords.isInteger(word)) {
                next = usualInteger(word, at + 2);
            } else if (TokenWords.isNull(word)) {
                next = at + 2;
            } else if (TokenWords.isBoolean(word)) {
                next = at + 4;
            } else if (TokenWords.isFloat(word)) {
                next = usualFloat(bytes, at);
            } else {
                int count = TokenWords.smallCount(word);
                if (count > 0 && inside < deepest) {
                    lefts[inside - 1] = left;
                    inside++;
                    shelf = LikelyKeys.shelf(inside);
                    left = count;
                    next = at + 5;
                }
            }
            if (next < 0) {
                value = true;
                break;
            }
            counted++;
            at = next;
        }
        depth = inside;
        slots = counted;
        valueIsNext = value;
        if (inside > floor) {
            lefts[inside - 1] = left;
        }
        return at;
    }

    private static int shortString(byte[] bytes, int at, long word) {
        int length = Words.digitOrMore(word, 2);
        return length <= 9 && Words.isCloseOfString(bytes, at + 5 + length) ? at + 7 + length : -1;
    }

    private static int mediumString(byte[] bytes, int at, long word) {
        int tens = Words.digitOrMore(word, 2);
        int ones = Words.digitOrMore(word, 3);
        int length = tens * 10 + ones;
        return tens <= 9 && ones <= 9 && Words.isCloseOfString(bytes, at + 6 + length) ? at + 8 + length : -1;
    }

    /** Where a float without an exponent ends; below 0 for others. Most are so short that one word holds them. */
    private int usualFloat(byte[] bytes, int at) {
        long number = Words.at(bytes, at + 2);
        long points = Words.equal(number, '.');
        // With zeros in the points' places, so that all is found at once.
        int size = Words.digits(number ^ (points >>> 7) * ('.' ^ '0'));
        if (size == Words.BYTES) {
            return DoubleText.usual(bytes, at + 2, end);
        }
        int point = Long.numberOfTrailingZeros(points) >>> 3;
        boolean single = (points & (points - 1) & ~(-1L << (size << 3))) == 0;
        return single && point > 0 && point < size - 1 && bytes[at + 2 + size] == ';' ? at + size + 3 : -1;
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
