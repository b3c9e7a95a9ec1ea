package io.savehandler.php;

/**
 * A place that several holders share, as PHP's {@code &} makes: assigning through one holder is seen by all. Equal only
 * to itself. Changes in place; not thread-safe.
 */
public final class PhpReference extends PhpValue {
    private PhpValue value;
    private boolean changed;

    /**
     * A new place.
     *
     * @param value what it holds at first; of another reference, what that holds
     */
    public PhpReference(PhpValue value) {
        this.value = value.dereferenced();
    }

    /**
     * What this place holds.
     *
     * @return a value that is not a reference
     */
    public PhpValue get() {
        return value;
    }

    /**
     * Assigns to this place, for all its holders.
     *
     * @param value what it shall hold; of another reference, what that holds
     */
    public void set(PhpValue value) {
        this.value = value.dereferenced();
        changed = true;
    }

    /** Sets what was read for this place, which is not a change. */
    void fill(PhpValue read) {
        value = read;
    }

    boolean changed() {
        return changed;
    }

    @Override
    public PhpType type() {
        return PhpType.REFERENCE;
    }

    @Override
    public PhpValue dereferenced() {
        return value;
    }

    @Override
    public long asLong() {
        return value.asLong();
    }

    @Override
    public double asDouble() {
        return value.asDouble();
    }

    @Override
    public boolean asBoolean() {
        return value.asBoolean();
    }

    @Override
    public String asString() {
        return value.asString();
    }

    @Override
    public byte[] asBytes() {
        return value.asBytes();
    }

    @Override
    public PhpArray asArray() {
        return value.asArray();
    }

    @Override
    public PhpObject asObject() {
        return value.asObject();
    }

    @Override
    public String toString() {
        return "PhpReference";
    }
}
