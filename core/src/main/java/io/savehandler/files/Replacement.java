package io.savehandler.files;

import java.io.IOException;

/**
 * Puts new data into a file in place, as PHP does, so that the file keeps its inode and with it everybody's lock. Where that
 * fails, puts the old data back: its room was never given up.
 */
final class Replacement {
    private final InPlaceFile file;
    private final byte[] before;

    Replacement(InPlaceFile file, byte[] before) {
        this.file = file;
        this.before = before;
    }

    void with(byte[] data) throws IOException {
        IOException failure;
        try {
            if (file.write(data) == data.length) {
                if (before.length > data.length) {
                    file.truncate(data.length);
                }
                return;
            }
            failure = new FileCallException(FileProblem.FULL);
        } catch (IOException e) {
            failure = e;
        }
        putBack();
        throw failure;
    }

    private void putBack() throws FileCallException {
        try {
            file.truncate(before.length);
            if (file.write(before) == before.length) {
                return;
            }
        } catch (IOException e) {
            throw new FileCallException(FileProblem.DAMAGED, FileProblem.of(e).text());
        }
        throw new FileCallException(FileProblem.DAMAGED);
    }
}
