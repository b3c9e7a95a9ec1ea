package io.savehandler.servlet;

import io.savehandler.Session;
import io.savehandler.SessionDataException;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one session as Java objects: each is decoded once, so that the application gets the same object each time,
 * and one that it has changed is found at the save. Used by one thread at a time.
 */
final class LiveAttributes {
    private static final String KINDS = "types";

    private final AttributeValues values;
    private final UnreadableAttributes unreadable;
    private final Map<String, LiveAttribute> live = new HashMap<>();

    LiveAttributes(AttributeValues values, UnreadableAttributes unreadable) {
        this.values = values;
        this.unreadable = unreadable;
    }

    /**
     * An attribute; null where there is none, and where what is stored cannot be read, which is reported.
     *
     * @param activated is given the object if it was read from the session just now
     */
    @Nullable Object get(Session session, String name, Consumer<Object> activated) {
        LiveAttribute known = live.get(name);
        if (known != null) {
            return known.object();
        }
        Object object = decoded(session, name);
        if (object != null) {
            activated.accept(object);
        }
        return object;
    }

    private @Nullable Object decoded(Session session, String name) {
        PhpValue stored = session.get(name);
        PhpValue kind = kindOf(session, name);
        try {
            Object object = values.decode(stored, kind);
            if (object != null) {
                live.put(name, new LiveAttribute(object, stored, formOf(object)));
            }
            return object;
        } catch (RuntimeException e) {
            unreadable.report(name, kind, e);
            return null;
        }
    }

    /**
     * Stores an attribute.
     *
     * @throws IllegalArgumentException if it cannot be stored, with the reason
     * @throws IllegalStateException if the session is read-only or has ended
     */
    void put(Session session, String name, Object object) {
        put(session, name, object, value -> session.put(name, value));
    }

    /**
     * Stores an attribute and tells what it replaces. Under {@link io.savehandler.Concurrency#MERGE} that may be told several
     * times; the last time counts.
     *
     * @param replaced is given what the session holds, {@link PhpNull} where that is nothing
     * @throws IllegalArgumentException if it cannot be stored, with the reason
     * @throws IllegalStateException if the session is read-only or has ended
     */
    void replace(Session session, String name, Object object, Consumer<PhpValue> replaced) {
        put(
                session,
                name,
                object,
                value -> session.update(name, found -> {
                    replaced.accept(found);
                    return value;
                }));
    }

    private void put(Session session, String name, Object object, Consumer<PhpValue> store) {
        StoredForm form = encoded(name, object);
        try {
            store.accept(form.value());
        } catch (SessionDataException e) {
            throw unstorable(name, e);
        }
        session.updateFact(KINDS, kinds -> withKind(kinds, name, form.kind()));
        live.put(name, new LiveAttribute(object, form.value(), values.canChange(object) ? form : null));
    }

    /**
     * Takes an attribute out of the session; one that is not there is no error.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    void remove(Session session, String name) {
        session.remove(name);
        session.updateFact(KINDS, kinds -> withKind(kinds, name, PhpNull.NULL));
        live.remove(name);
    }

    /**
     * Stores what the application has changed in objects that it got.
     *
     * @param passivating is given each object that may have changed, before it is looked at
     * @return whether there was any
     * @throws IllegalArgumentException if a changed one cannot be stored any more
     */
    boolean storeChanges(Session session, Consumer<Object> passivating) {
        boolean any = false;
        for (Map.Entry<String, LiveAttribute> entry : Map.copyOf(live).entrySet()) {
            LiveAttribute attribute = entry.getValue();
            passivating.accept(attribute.object());
            if (!isUnchanged(entry.getKey(), attribute.object())) {
                put(session, entry.getKey(), attribute.object());
                any = true;
            }
        }
        return any;
    }

    /** Refuses what cannot be stored; see {@link AttributeCopy#requireStorable}. */
    void requireStorable(String name, Object object) {
        encoded(name, object);
    }

    /**
     * Copies an attribute as it is stored, be it readable or not.
     *
     * @param from where it is
     * @param to where it replaces what is there
     * @throws IllegalStateException if the other session is read-only or has ended
     */
    static void copy(Session from, Session to, String name) {
        PhpValue kind = kindOf(from, name);
        to.put(name, from.get(name));
        to.updateFact(KINDS, kinds -> withKind(kinds, name, kind));
    }

    /** The names of the attributes that were got or put and not removed since. */
    Set<String> names() {
        return Set.copyOf(live.keySet());
    }

    /**
     * What the session held for an attribute when it was last got or put; {@link PhpNull} where that never was.
     *
     * @param name the attribute's name
     */
    PhpValue stored(String name) {
        LiveAttribute known = live.get(name);
        return known == null ? PhpNull.NULL : known.stored();
    }

    /**
     * Whether an object is what was last got or put under a name and has not changed since.
     *
     * @param name the attribute's name
     * @param object what the application has under that name now
     * @throws IllegalArgumentException if it has changed and cannot be stored any more
     */
    boolean isUnchanged(String name, Object object) {
        LiveAttribute known = live.get(name);
        return known != null
                && known.object() == object
                && (known.form() == null || encoded(name, object).equals(known.form()));
    }

    /** Whether there is anything that {@link #storeChanges} would store. */
    boolean haveChanged() {
        return live.entrySet().stream()
                .anyMatch(entry -> !isUnchanged(entry.getKey(), entry.getValue().object()));
    }

    /** Forgets the objects of attributes that the session, read again, holds otherwise. */
    void retain(Session session) {
        live.entrySet()
                .removeIf(entry ->
                        !session.get(entry.getKey()).equals(entry.getValue().stored()));
    }

    private @Nullable StoredForm formOf(Object object) {
        return values.canChange(object) ? values.encode(object) : null;
    }

    private StoredForm encoded(String name, Object object) {
        try {
            return values.encode(object);
        } catch (RuntimeException e) {
            throw unstorable(name, e);
        }
    }

    private static IllegalArgumentException unstorable(String name, RuntimeException reason) {
        return new IllegalArgumentException(
                "The session attribute \"" + name + "\" cannot be stored: " + reason.getMessage()
                        + ". See TROUBLESHOOTING.md#attribute-not-storable",
                reason);
    }

    private static PhpValue kindOf(Session session, String name) {
        return session.fact(KINDS) instanceof PhpArray kinds ? kinds.get(name) : PhpNull.NULL;
    }

    private static PhpValue withKind(PhpValue kinds, String name, PhpValue kind) {
        PhpArray noted = kinds instanceof PhpArray array ? array : PhpArray.EMPTY;
        PhpArray changed = kind.isNull() ? noted.without(PhpKey.of(name)) : noted.with(name, kind);
        return changed.isEmpty() ? PhpNull.NULL : changed;
    }
}
