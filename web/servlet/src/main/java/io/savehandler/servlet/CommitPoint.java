package io.savehandler.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Tells when a response is about to be committed: its buffer full, its announced length reached, or on demand. Rather a little
 * early than late, because containers send large pieces without waiting for the buffer to fill.
 */
final class CommitPoint {
    private static final int SHARE_OF_BUFFER = 4;

    private final HttpServletResponse response;
    private final RequestSession session;
    private long written;
    private long contentLength = -1;

    CommitPoint(HttpServletResponse response, RequestSession session) {
        this.response = response;
        this.session = session;
    }

    void contentLength(long length) {
        contentLength = length;
    }

    /** What was written has been thrown away. */
    void startOver() {
        written = 0;
    }

    void reached() {
        session.release(false);
    }

    /**
     * So much is about to be written.
     *
     * @param bytes at most
     */
    void writing(long bytes) {
        written += bytes;
        long buffer = response.getBufferSize();
        if (written >= buffer
                || bytes >= buffer / SHARE_OF_BUFFER
                || (contentLength >= 0 && written >= contentLength)) {
            reached();
        }
    }
}
