package io.savehandler.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Saves the session of an asynchronous request however it ends. */
final class ReleaseAtEnd implements AsyncListener {
    private final RequestSession session;

    ReleaseAtEnd(RequestSession session) {
        this.session = session;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        session.release(true);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        session.release(true);
    }

    @Override
    public void onError(AsyncEvent event) {
        session.release(true);
    }

    /** Whoever starts again adds its own. */
    @Override
    public void onStartAsync(AsyncEvent event) {}
}
