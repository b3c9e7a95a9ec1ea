package io.savehandler.format;

/** Measures one variable after the other; what several share is counted where it comes first, so that all take one pass. */
interface EntrySizes {

    /** The bytes that a variable's key and value take. */
    int of(SessionEntry entry);
}
