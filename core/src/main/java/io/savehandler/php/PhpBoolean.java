package io.savehandler.php;

/** PHP's {@code true} and {@code false}. Immutable. */
public final class PhpBoolean extends PhpValue {
    /** PHP's {@code true}. */
    public static final PhpBoolean TRUE = new PhpBoolean(true);
    /** PHP's {@code false}. */
    public static final PhpBoolean FALSE = new PhpBoolean(false);

    final boolean value;

    private PhpBoolean(boolean value) {
        this.value = value;
    }

    /**
     * One of the two.
     *
     * @param value which
     * @return {@link #TRUE} or {@link #FALSE}
     */
    public static PhpBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public PhpType type() {
        return PhpType.BOOLEAN;
    }

    @Override
    public boolean asBoolean() {
        return value;
    }

    @Override
    public String toString() {
        return "PhpBoolean";
    }
}
