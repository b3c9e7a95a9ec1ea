package io.savehandler.servlet;

import java.io.PrintWriter;
import java.io.Writer;

/** A response's text. */
final class CommittingWriter extends Writer {
    private static final int MOST_BYTES_PER_CHARACTER = 3;

    private final PrintWriter out;
    private final CommitPoint commit;

    private CommittingWriter(PrintWriter out, CommitPoint commit) {
        this.out = out;
        this.commit = commit;
    }

    static PrintWriter over(PrintWriter container, CommitPoint commit) {
        return new PrintWriter(new CommittingWriter(container, commit)) {
            @Override
            public boolean checkError() {
                flush();
                return container.checkError();
            }
        };
    }

    @Override
    public void write(char[] text, int offset, int length) {
        commit.writing((long) MOST_BYTES_PER_CHARACTER * length);
        out.write(text, offset, length);
    }

    @Override
    public void write(String text, int offset, int length) {
        commit.writing((long) MOST_BYTES_PER_CHARACTER * length);
        out.write(text, offset, length);
    }

    @Override
    public void flush() {
        commit.reached();
        out.flush();
    }

    @Override
    public void close() {
        commit.reached();
        out.close();
    }
}
