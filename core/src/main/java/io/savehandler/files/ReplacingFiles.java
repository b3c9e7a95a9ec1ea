package io.savehandler.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Session files that are never written where they are: each store makes a new file. Thread-safe. */
final class ReplacingFiles implements SessionFiles {
    private final PortableFiles files;
    private final int mode;
    private final boolean synced;

    ReplacingFiles(FilesSavePath savePath, boolean synced) {
        this.files = new PortableFiles(savePath);
        this.mode = savePath.mode();
        this.synced = synced;
    }

    @Override
    public @Nullable SessionFile open(SessionPath path) throws IOException {
        return replaced(files.open(path), path);
    }

    @Override
    public @Nullable SessionFile create(SessionPath path, int fileMode) throws IOException {
        return replaced(files.create(path, fileMode), path);
    }

    @Override
    public boolean exists(SessionPath path) throws IOException {
        return files.exists(path);
    }

    @Override
    public boolean remove(SessionPath path) throws IOException {
        return files.remove(path);
    }

    @Override
    public String lockName() {
        return files.lockName() + ", replaced atomically" + (synced ? " and synced" : "");
    }

    @Override
    public void close() {
        files.close();
    }

    private @Nullable SessionFile replaced(@Nullable PortableFile file, SessionPath path) {
        return file == null ? null : new ReplacedFile(file, path, PortableFiles.attributes(mode), synced);
    }
}
