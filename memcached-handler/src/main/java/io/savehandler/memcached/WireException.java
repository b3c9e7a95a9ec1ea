package io.savehandler.memcached;

/** Why an operation has no result. Tells no key. */
final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    WireException(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** No connection could be made. */
    WireException(Throwable why) {
        super(why.getMessage(), why);
        this.kind = Kind.NOT_CONNECTED;
    }

    /** How far the operation came. */
    enum Kind {
        /** There is no connection. */
        NOT_CONNECTED,
        /** No byte of it left. */
        NOT_SENT,
        /** Too many operations wait for their answers already. */
        OVERLOAD,
        /** It left, and no answer came. */
        NO_ANSWER,
        /** The server answered with an error, and has done nothing. */
        REFUSED
    }
}
