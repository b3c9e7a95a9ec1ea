package io.savehandler.servlet;

/** A session notes a codec that this application does not have. */
final class UnknownKindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownKindException(String name) {
        super("no codec is named \"" + name + "\"");
    }
}
