package io.savehandler.php;

import java.util.Arrays;

/**
 * One case of a PHP enumeration. Immutable and equal by names, because PHP has each case once only.
 */
public final class PhpEnum extends PhpValue {
    private final PhpString name;

    /** Takes the name in PHP's form, class and case with a colon between. */
    PhpEnum(PhpString name) {
        super(PhpType.ENUM);
        this.name = name;
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
        return new PhpEnum(PhpString.of(enumeration + ':' + caseName));
    }

    /**
     * The enumeration's class name.
     *
     * @return the name with its namespace
     * @throws PhpConversionException if it is not UTF-8
     */
    public String enumeration() {
        String whole = name.toUtf8();
        return whole.substring(0, whole.indexOf(':'));
    }

    /**
     * The case.
     *
     * @return its name, without the enumeration's
     * @throws PhpConversionException if it is not UTF-8
     */
    public String caseName() {
        String whole = name.toUtf8();
        return whole.substring(whole.indexOf(':') + 1);
    }

    static PhpEnum of(PhpString enumeration, PhpString caseName) {
        byte[] whole = Arrays.copyOf(enumeration.bytes(), enumeration.length + 1 + caseName.length);
        whole[enumeration.length] = ':';
        System.arraycopy(caseName.buffer, caseName.offset, whole, enumeration.length + 1, caseName.length);
        return new PhpEnum(new PhpString(whole, 0, whole.length));
    }

    PhpString enumerationBytes() {
        return new PhpString(name.buffer, name.offset, colon());
    }

    PhpString caseBytes() {
        int colon = colon();
        return new PhpString(name.buffer, name.offset + colon + 1, name.length - colon - 1);
    }

    private int colon() {
        int at = 0;
        while (name.buffer[name.offset + at] != ':') {
            at++;
        }
        return at;
    }

    PhpString name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhpEnum sameType && sameType.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "PhpEnum";
    }
}
