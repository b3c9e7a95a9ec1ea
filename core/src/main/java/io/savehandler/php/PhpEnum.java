package io.savehandler.php;

import java.util.Arrays;

/**
 * One case of a PHP enumeration. Immutable and equal by names, because PHP has each case once only.
 */
public final class PhpEnum extends PhpValue {
    private final PhpString enumeration;
    private final PhpString caseName;

    /** Takes the name in PHP's form, class and case with a colon between. */
    PhpEnum(PhpString name) {
        int colon = 0;
        while (name.buffer[name.offset + colon] != ':') {
            colon++;
        }
        this.enumeration = new PhpString(name.buffer, name.offset, colon);
        this.caseName = new PhpString(name.buffer, name.offset + colon + 1, name.length - colon - 1);
    }

    /** Shares both strings with others, however long they are. */
    PhpEnum(PhpString enumeration, PhpString caseName) {
        this.enumeration = enumeration;
        this.caseName = caseName;
    }

    /**
     * A case.
     *
     * @param enumeration the enumeration's class name, with its namespace
     * @param caseName the case
     * @return the case as PHP's
     * @throws IllegalArgumentException if {@code enumeration} is no class name of PHP's, or {@code caseName} is empty
     */
    public static PhpEnum of(String enumeration, String caseName) {
        ClassNames.check(PhpString.of(enumeration));
        if (caseName.isEmpty()) {
            throw new IllegalArgumentException("An enum case has a name, and this one is empty");
        }
        return new PhpEnum(PhpString.of(enumeration), PhpString.of(caseName));
    }

    /**
     * The enumeration's class name.
     *
     * @return the name with its namespace
     * @throws PhpConversionException if it is not UTF-8
     */
    public String enumeration() {
        return enumeration.toUtf8();
    }

    /**
     * The case.
     *
     * @return its name, without the enumeration's
     * @throws PhpConversionException if it is not UTF-8
     */
    public String caseName() {
        return caseName.toUtf8();
    }

    PhpString enumerationBytes() {
        return enumeration;
    }

    PhpString caseBytes() {
        return caseName;
    }

    /** The name in PHP's form, class and case with a colon between. */
    PhpString name() {
        int colon = enumeration.length;
        byte[] whole = Arrays.copyOf(enumeration.bytes(), colon + 1 + caseName.length);
        whole[colon] = ':';
        System.arraycopy(caseName.buffer, caseName.offset, whole, colon + 1, caseName.length);
        return new PhpString(whole, 0, whole.length);
    }

    @Override
    public PhpType type() {
        return PhpType.ENUM;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhpEnum sameType
                && sameType.enumeration.equals(enumeration)
                && sameType.caseName.equals(caseName);
    }

    @Override
    public int hashCode() {
        return enumeration.hashCode() * 31 + caseName.hashCode();
    }

    @Override
    public String toString() {
        return "PhpEnum";
    }
}
