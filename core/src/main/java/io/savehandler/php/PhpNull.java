package io.savehandler.php;

/** PHP's {@code null}. Immutable. */
public final class PhpNull extends PhpValue {
    /** The one null. */
    public static final PhpNull NULL = new PhpNull();

    private PhpNull() {}

    @Override
    public PhpType type() {
        return PhpType.NULL;
    }

    @Override
    public String toString() {
        return "PhpNull";
    }
}
