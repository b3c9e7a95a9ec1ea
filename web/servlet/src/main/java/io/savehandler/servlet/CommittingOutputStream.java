package io.savehandler.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** A response's bytes. */
final class CommittingOutputStream extends ServletOutputStream {
    private final ServletOutputStream out;
    private final CommitPoint commit;

    CommittingOutputStream(ServletOutputStream out, CommitPoint commit) {
        this.out = out;
        this.commit = commit;
    }

    @Override
    public void write(int b) throws IOException {
        commit.writing(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        commit.writing(length);
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        commit.reached();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        commit.reached();
        out.close();
    }

    @Override
    public boolean isReady() {
        return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
    }
}
