package io.savehandler.files;

import java.io.IOException;
import java.time.Instant;

/** A session's file that is written as PHP writes it: where it is, keeping its inode. Used by one thread at a time. */
interface InPlaceFile extends SessionFile {

    /**
     * Writes from the beginning of the file.
     *
     * @return how many bytes were written: less than wanted where the device is full
     */
    int write(byte[] data) throws IOException;

    /** Cuts the file off. */
    void truncate(long size) throws IOException;

    @Override
    default void store(byte[] data, byte[] before, Instant modified) throws IOException {
        new Replacement(this, before).with(data);
        touch(modified);
    }
}
