package io.savehandler.examples.twonodes;

/** A request that is answered with a message instead of a page. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    RefusedException(int status, String title, String text) {
        super(text);
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
