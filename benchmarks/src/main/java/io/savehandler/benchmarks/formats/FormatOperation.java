package io.savehandler.benchmarks.formats;

/** What is done with a session. */
enum FormatOperation {
    /** From bytes to all values, those inside arrays and objects too. */
    DECODE("decode, every value built"),
    /** To bytes, where no value is the one that was decoded any more. */
    ENCODE("encode, every key changed"),
    /** What a request does to a large session: each time with other keys, until all had their turns. */
    CHANGE_ONE("read one key, change one, save"),
    /** The same with the key before all others: in igbinary, whose values name earlier ones, all that follow change. */
    CHANGE_FIRST("read one, change the first, save");

    private final String description;

    FormatOperation(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    boolean needsOneSession() {
        return this == CHANGE_ONE || this == CHANGE_FIRST;
    }
}
