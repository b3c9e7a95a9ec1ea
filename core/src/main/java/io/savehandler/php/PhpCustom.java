package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/**
 * An object whose class writes its own text (PHP's {@code Serializable}, {@code C:} in the data). The payload is opaque
 * and kept as it is. Equal only to itself; immutable.
 *
 * <p>Where such a class calls {@code serialize()}, PHP numbers the values in the payload along with all others. A payload
 * that consists of serialized values, one after the other or in the layout that PHP's own collections used before 7.4, is
 * taken for that and counted; anything else counts for nothing.
 */
public final class PhpCustom extends PhpValue {
    private static final int UNCOUNTED = -1;

    private final PhpString className;
    private final PhpString payload;
    private int payloadSlots;
    private @Nullable PayloadParts parts;

    PhpCustom(PhpString className, PhpString payload) {
        this.className = className;
        this.payload = payload;
    }

    /**
     * An object with a payload of its class's making.
     *
     * @param className its class, with its namespace
     * @param payload what the class's {@code serialize()} method returned
     * @return the object
     * @throws IllegalArgumentException if {@code className} is no class name of PHP's
     */
    public static PhpCustom of(String className, PhpString payload) {
        PhpString name = PhpString.of(className);
        ClassNames.check(name);
        return uncounted(name, payload);
    }

    /** What igbinary holds: it numbers nothing that is in a payload, so nobody may ever ask. */
    static PhpCustom uncounted(PhpString className, PhpString payload) {
        PhpCustom custom = new PhpCustom(className, payload);
        custom.payloadSlots = UNCOUNTED;
        return custom;
    }

    /**
     * The name of the class.
     *
     * @return the name with its namespace
     * @throws PhpConversionException if it is not UTF-8
     */
    public String className() {
        return className.toUtf8();
    }

    /**
     * What the class wrote.
     *
     * @return the bytes between the braces
     */
    public PhpString payload() {
        return payload;
    }

    void fill(int slots, @Nullable PayloadParts valuesInside) {
        payloadSlots = slots;
        parts = valuesInside;
    }

    int payloadSlots() {
        if (payloadSlots == UNCOUNTED) {
            payloadSlots = PhpScanner.payloadSlots(payload);
        }
        return payloadSlots;
    }

    @Nullable PayloadParts parts() {
        return parts;
    }

    PhpString classNameBytes() {
        return className;
    }

    @Override
    public PhpType type() {
        return PhpType.CUSTOM;
    }

    @Override
    public String toString() {
        return "PhpCustom(" + payload.length() + " bytes)";
    }
}
