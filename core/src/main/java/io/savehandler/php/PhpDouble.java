package io.savehandler.php;

/** A PHP float: 64 bits, kept bit for bit. Immutable; equal when the bits are, so NaN equals itself and 0.0 is not -0.0. */
public final class PhpDouble extends PhpValue {
    final double value;

    private PhpDouble(double value) {
        this.value = value;
    }

    /**
     * A number.
     *
     * @param value any, NaN and infinities included
     * @return the number as PHP's
     */
    public static PhpDouble of(double value) {
        return new PhpDouble(value);
    }

    @Override
    public PhpType type() {
        return PhpType.FLOAT;
    }

    @Override
    public double asDouble() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhpDouble number
                && Double.doubleToRawLongBits(number.value) == Double.doubleToRawLongBits(value);
    }

    @Override
    public int hashCode() {
        return ByteHash.of(Double.doubleToRawLongBits(value));
    }

    @Override
    public String toString() {
        return "PhpDouble";
    }
}
