package io.savehandler.servlet;

import io.savehandler.Session;
import io.savehandler.php.PhpValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session that a container keeps in its own memory, from a load until a save or longer. Knows what the store
 * held when they were loaded or last saved, so that a save makes the changes of this copy and no others. Used by one thread at a
 * time, except for {@link #requireStorable}.
 *
 * <p>The session of the store is one of {@link io.savehandler.Concurrency#MERGE}, or under its lock. Where somebody else has
 * changed an attribute that has changed here, too, this copy's value stays, and that is told to the events and the log.
 */
public final class AttributeCopy {
    private final AttributeStorage storage;
    private final Set<String> reserved;
    private final Set<String> unsaved = new LinkedHashSet<>();
    private final Set<String> overwritten = new LinkedHashSet<>();
    private LiveAttributes seen;
    private @Nullable Session unreadable;

    AttributeCopy(AttributeStorage storage, Set<String> reserved) {
        this.storage = storage;
        this.reserved = Set.copyOf(reserved);
        this.seen = storage.newLive();
    }

    /**
     * Refuses what cannot be stored. Any thread may ask.
     *
     * @throws IllegalArgumentException if the name is reserved or the value cannot be stored, with the reason
     */
    public void requireStorable(String name, Object value) {
        if (reserved.contains(name)) {
            throw new IllegalArgumentException("The attribute name \"" + name + "\" is taken; choose another one");
        }
        storage.newLive().requireStorable(name, value);
    }

    /**
     * Takes over the attributes of a session.
     *
     * @param session any one, readable also after its end; referred to as long as it holds attributes that cannot be read
     * @return those that can be read
     */
    public Map<String, Object> load(Session session) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name : names(session)) {
            Object value = seen.get(session, name, activated -> {});
            if (value != null) {
                attributes.put(name, value);
            } else {
                unreadable = session;
            }
        }
        return attributes;
    }

    /**
     * Stores all attributes, those that could not be read included, in a session that has none.
     *
     * @param attributes as they are now
     * @throws IllegalArgumentException if one cannot be stored
     */
    public void storeAll(Session session, Map<String, Object> attributes) {
        Session carried = unreadable;
        if (carried != null) {
            names(carried).stream()
                    .filter(name ->
                            !attributes.containsKey(name) && !seen.names().contains(name))
                    .forEach(name -> LiveAttributes.copy(carried, session, name));
        }
        LiveAttributes fresh = storage.newLive();
        attributes.forEach((name, value) -> fresh.put(session, name, value));
        seen = fresh;
    }

    /**
     * Stores what has changed here.
     *
     * @param attributes as they are now
     * @throws IllegalArgumentException if one cannot be stored
     */
    public void storeChanges(Session session, Map<String, Object> attributes) {
        for (String name : changed(attributes)) {
            Consumer<PhpValue> replaced = unsaved.add(name) ? conflict(name) : found -> {};
            Object value = attributes.get(name);
            if (value != null) {
                seen.replace(session, name, value, replaced);
            } else {
                replaced.accept(session.get(name));
                seen.remove(session, name);
            }
        }
    }

    /**
     * Whether {@link #storeChanges} would have anything to do.
     *
     * @param attributes as they are now
     */
    public boolean haveChanged(Map<String, Object> attributes) {
        try {
            return !changed(attributes).isEmpty();
        } catch (IllegalArgumentException e) {
            // It has become something that cannot be stored, which the save will say.
            return true;
        }
    }

    /** The session of the last {@link #storeAll} or {@link #storeChanges} has been saved. */
    public void saved() {
        storage.overwrites().report(overwritten);
        unsaved.clear();
        overwritten.clear();
    }

    /** What a save that failed may or may not have stored counts as changed. */
    private Set<String> changed(Map<String, Object> attributes) {
        Set<String> changed = new LinkedHashSet<>(unsaved);
        attributes.forEach((name, value) -> {
            if (!seen.isUnchanged(name, value)) {
                changed.add(name);
            }
        });
        seen.names().stream().filter(name -> !attributes.containsKey(name)).forEach(changed::add);
        return changed;
    }

    private Consumer<PhpValue> conflict(String name) {
        PhpValue expected = seen.stored(name);
        return found -> {
            if (found.equals(expected)) {
                overwritten.remove(name);
            } else {
                overwritten.add(name);
            }
        };
    }

    private Set<String> names(Session session) {
        Set<String> names = new LinkedHashSet<>(session.keys());
        names.removeAll(reserved);
        return names;
    }
}
