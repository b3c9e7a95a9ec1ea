package io.savehandler.php;

/** A PHP integer, always of 64 bits. Also the key of an array element. Immutable, equal by number. */
public final class PhpLong extends PhpValue implements PhpKey {
    private static final int CACHED_FROM = -128;
    private static final PhpLong[] CACHE = cache();

    final long value;

    private PhpLong(long value) {
        this.value = value;
    }

    private static PhpLong[] cache() {
        PhpLong[] numbers = new PhpLong[1024 - CACHED_FROM];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new PhpLong(i + CACHED_FROM);
        }
        return numbers;
    }

    /**
     * A number.
     *
     * @param value any
     * @return the number as PHP's
     */
    public static PhpLong of(long value) {
        long at = value - CACHED_FROM;
        return at >= 0 && at < CACHE.length ? CACHE[(int) at] : new PhpLong(value);
    }

    @Override
    public PhpType type() {
        return PhpType.INTEGER;
    }

    @Override
    public long asLong() {
        return value;
    }

    @Override
    public double asDouble() {
        return value;
    }

    @Override
    public String text() {
        return Long.toString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhpLong number && number.value == value;
    }

    @Override
    public int hashCode() {
        return ByteHash.of(value);
    }

    @Override
    public String toString() {
        return "PhpLong";
    }
}
