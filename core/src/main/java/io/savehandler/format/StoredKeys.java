package io.savehandler.format;

/** Where the keys of stored variables stand in a session's data; asked only for those that stand there as they are. */
interface StoredKeys {

    /** Where the key of the variable with a number starts. */
    int from(int number);

    /** Where it ends. */
    int to(int number);
}
