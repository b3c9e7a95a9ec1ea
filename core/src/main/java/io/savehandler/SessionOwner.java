package io.savehandler;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whose one request's session is, as the application says of what will be stored. */
final class SessionOwner {
    private final Function<? super Session, @Nullable String> ownerOf;
    private @Nullable Session session;
    private Optional<String> stored = Optional.empty();

    SessionOwner(Function<? super Session, @Nullable String> ownerOf) {
        this.ownerOf = ownerOf;
    }

    /** Begins with a session as it was read. */
    void begin(Session read) {
        session = read;
        noteStored();
    }

    Optional<String> now() {
        Session current = session;
        return current == null ? Optional.empty() : Optional.ofNullable(ownerOf.apply(current));
    }

    /** Whether it is another one than when the session was read or stored. */
    boolean hasChanged() {
        return !now().equals(stored);
    }

    void noteStored() {
        stored = now();
    }
}
