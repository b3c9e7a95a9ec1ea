package io.savehandler.memcached;

import io.savehandler.HandlerContext;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.StoreReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** What one request says to the servers about sessions. Not thread-safe. */
final class MemcachedStore {
    private static final String READ = "read";
    private static final String WRITE = "write";

    /** What an item takes besides key and data, with something to spare. */
    private static final int ITEM_OVERHEAD = 100;

    private static final int MOST_TRIES = 20;
    private static final byte[] NO_DATA = new byte[0];

    private final MemcachedNodes nodes;
    private final MemcachedLayout layout;
    private final MemcachedRequestContext context;

    MemcachedStore(MemcachedNodes nodes, MemcachedRequestContext context) {
        this.nodes = nodes;
        this.layout = nodes.layout();
        this.context = context;
    }

    /** Reads a session from the first server that has it. */
    MemcachedSighting read(String id) {
        MemcachedSighting missing = null;
        SessionStoreException failure = null;
        for (MemcachedLink link : awake(nodes.copies(id))) {
            try {
                Optional<MemcachedItem> item = link.ask(READ, context.timeLeft(), wire -> look(wire, id));
                if (item.isPresent() || !layout.looksFurther()) {
                    return seen(id, link, item);
                }
                missing = missing == null ? seen(id, link, item) : missing;
            } catch (SessionStoreException e) {
                if (!MemcachedFailures.isUnreachable(e)) {
                    throw e;
                }
                failure = e;
            }
        }
        if (missing != null) {
            return missing;
        }
        throw failure == null ? new IllegalStateException("a session has at least one server") : failure;
    }

    /** Asks one server for a session, whose lifetime begins anew where that is wanted. */
    CompletableFuture<Optional<MemcachedItem>> look(MemcachedWire wire, String id) {
        String key = layout.keys().data(id);
        return refreshesEarly(id) ? wire.getAndTouch(key, layout.expiry(context)) : wire.getWithEnd(key);
    }

    /** Whether whoever reads a session has touched it. A touch of one copy only would be worse than none. */
    boolean refreshesEarly(String id) {
        return context.refreshesEarly() && layout.copies(id).size() == 1;
    }

    /** What an item that was read tells. */
    MemcachedSighting seen(String id, MemcachedLink link, Optional<MemcachedItem> item) {
        if (item.isPresent() && refreshesEarly(id)) {
            return new MemcachedSighting(id, link, decode(link, item.get()), item, endOfLifetime(), true);
        }
        long left = item.map(MemcachedItem::secondsLeft).orElse(MemcachedItem.UNKNOWN_END);
        boolean told = left != MemcachedItem.UNKNOWN_END;
        byte[] data = item.map(found -> decode(link, found)).orElse(NO_DATA);
        return new MemcachedSighting(id, link, data, item, told ? endIn(left) : endOfLifetime(), told);
    }

    private byte[] decode(MemcachedLink link, MemcachedItem item) {
        try {
            return layout.values().decode(item);
        } catch (WireException e) {
            throw link.failures().failed(READ, false, e);
        }
    }

    /**
     * Servers that cannot be connected to come last. One that does not answer is waited for all the same: it may still hold
     * what a copy does not have.
     */
    static List<MemcachedLink> awake(List<MemcachedLink> copies) {
        if (copies.size() == 1) {
            return copies;
        }
        List<MemcachedLink> ordered = new ArrayList<>(copies);
        ordered.sort((a, b) -> Boolean.compare(a.isDown(), b.isDown()));
        return ordered;
    }

    /** Stores a session, whatever is there. An item that is there is replaced: a {@code set} that fails would delete it. */
    MemcachedSighting put(String id, byte[] data) {
        MemcachedItem item = encode(WRITE, id, data);
        String key = layout.keys().data(id);
        int expiry = layout.expiry(context);
        return onFirst(id, link -> {
            for (int i = 0; i < MOST_TRIES; i++) {
                MemcachedAnswer answer = link.change(WRITE, context.timeLeft(), wire -> {
                    CompletableFuture<MemcachedAnswer> replaced = wire.replace(key, item, expiry);
                    CompletableFuture<MemcachedAnswer> added = wire.add(key, item, expiry);
                    return replaced.thenCompose(
                            first -> first.isDone() ? added.handle((done, e) -> first) : LockSteps.maybeSent(added));
                });
                if (answer.isDone()) {
                    return stored(id, link, data, item, 0);
                }
            }
            throw link.failures()
                    .failed(WRITE, false, new WireException(WireException.Kind.REFUSED, "it comes and goes"));
        });
    }

    /** Replaces a session that is there, on the first server that answers; nothing where none is there. */
    Optional<MemcachedSighting> replace(MemcachedSighting before, byte[] data) {
        MemcachedItem item = encode(WRITE, before.id(), data);
        String key = layout.keys().data(before.id());
        int expiry = layout.expiry(context);
        MemcachedAnswer answer =
                before.link().change(WRITE, context.timeLeft(), wire -> wire.replace(key, item, expiry));
        return answer.isDone()
                ? Optional.of(stored(before.id(), before.link(), data, item, answer.cas()))
                : Optional.empty();
    }

    /** Stores a session where its server holds what was seen. */
    MemcachedVerdict write(MemcachedSighting before, byte[] data, Consumer<MemcachedSighting> done) {
        MemcachedItem item = encode(WRITE, before.id(), data);
        String key = layout.keys().data(before.id());
        int expiry = layout.expiry(context);
        MemcachedAnswer answer = comparing(
                WRITE, before, (wire, cas) -> wire.swap(key, cas, item, expiry), wire -> wire.add(key, item, expiry));
        if (answer.isDone()) {
            done.accept(stored(before.id(), before.link(), data, item, answer.cas()));
        }
        return answer.verdict();
    }

    /** What is seen of a session that nobody has stored yet. */
    MemcachedSighting absent(String id) {
        return seen(id, awake(nodes.copies(id)).get(0), Optional.empty());
    }

    /** Removes a session that is there; false where none is. */
    boolean deleteExisting(MemcachedSighting before) {
        String key = layout.keys().data(before.id());
        boolean done = before.link()
                .change("regenerate", context.timeLeft(), wire -> wire.delete(key))
                .isDone();
        alsoOn(before.id(), before.link(), wire -> wire.delete(key));
        return done;
    }

    /** Removes a session where its server holds what was seen. */
    MemcachedVerdict remove(MemcachedSighting before) {
        String key = layout.keys().data(before.id());
        MemcachedAnswer answer = comparing(
                "regenerate",
                before,
                (wire, cas) -> wire.delete(key, cas),
                wire -> wire.get(key)
                        .thenApply(item -> new MemcachedAnswer(
                                item.isPresent() ? MemcachedVerdict.CHANGED : MemcachedVerdict.DONE, 0)));
        if (answer.isDone()) {
            alsoOn(before.id(), before.link(), wire -> wire.delete(key));
        }
        return answer.verdict();
    }

    private MemcachedAnswer comparing(
            String operation,
            MemcachedSighting before,
            Swap swap,
            Function<MemcachedWire, CompletableFuture<MemcachedAnswer>> whereMissing) {
        if (!before.exists()) {
            return before.link().change(operation, context.timeLeft(), whereMissing);
        }
        long cas = before.stored().get().cas();
        if (cas != 0) {
            return before.link().change(operation, context.timeLeft(), wire -> swap.with(wire, cas));
        }
        String key = layout.keys().data(before.id());
        Optional<MemcachedItem> present = before.link().ask(operation, context.timeLeft(), wire -> wire.get(key));
        if (present.isEmpty()) {
            return new MemcachedAnswer(MemcachedVerdict.MISSING, 0);
        }
        return Arrays.equals(present.get().data(), before.stored().get().data())
                ? before.link()
                        .change(
                                operation,
                                context.timeLeft(),
                                wire -> swap.with(wire, present.get().cas()))
                : new MemcachedAnswer(MemcachedVerdict.CHANGED, 0);
    }

    /** Lets a session's lifetime begin anew; false where there is none. */
    boolean touch(MemcachedSighting before) {
        String id = before.id();
        String key = layout.keys().data(id);
        int expiry = layout.expiry(context);
        MemcachedLink link = before.link();
        boolean done = link.change("touch", context.timeLeft(), wire -> wire.touch(key, expiry))
                .isDone();
        if (done) {
            alsoOn(id, link, wire -> wire.touch(key, expiry));
        }
        return done;
    }

    /** Removes a session wherever it is; a server that is not there has nothing, unless all are not there. */
    void delete(String operation, String id) {
        String key = layout.keys().data(id);
        boolean done = false;
        SessionStoreException failure = null;
        SessionStoreException unreachable = null;
        List<MemcachedLink> copies = nodes.copies(id);
        for (MemcachedLink link : copies) {
            try {
                MemcachedAnswer unused = link.change(operation, context.timeLeft(), wire -> wire.delete(key));
                done = true;
            } catch (SessionStoreException e) {
                if (MemcachedFailures.isUnreachable(e) || (copies.size() > 1 && hasDied(link, key, e))) {
                    unreachable = e;
                } else {
                    failure = e;
                }
            }
        }
        if (failure != null || (unreachable != null && !done)) {
            throw failure == null ? unreachable : failure;
        }
    }

    /** Whether there is no answer because the server has just gone, and all that it held. */
    private boolean hasDied(MemcachedLink link, String key, SessionStoreException unanswered) {
        if (!MemcachedFailures.lostTheAnswer(unanswered)) {
            return false;
        }
        try {
            Optional<MemcachedItem> unused = link.ask("destroy", context.timeLeft(), wire -> wire.get(key));
            return false;
        } catch (SessionStoreException e) {
            return MemcachedFailures.isUnreachable(e);
        }
    }

    private MemcachedItem encode(String operation, String id, byte[] data) {
        MemcachedItem item = layout.values().encode(data);
        int most =
                context.maxItemBytes() - ITEM_OVERHEAD - layout.keys().data(id).length();
        if (item.data().length > most) {
            throw nodes.copies(id).get(0).failures().tooLarge(operation, item.data().length, most);
        }
        return item;
    }

    /** Does something on the first copy whose server can be reached. */
    private MemcachedSighting onFirst(String id, Function<MemcachedLink, MemcachedSighting> change) {
        List<MemcachedLink> copies = awake(nodes.copies(id));
        for (int i = 0; ; i++) {
            try {
                return change.apply(copies.get(i));
            } catch (SessionStoreException e) {
                if (i == copies.size() - 1 || !MemcachedFailures.isUnreachable(e)) {
                    throw e;
                }
            }
        }
    }

    private MemcachedSighting stored(String id, MemcachedLink link, byte[] data, MemcachedItem item, long cas) {
        String key = layout.keys().data(id);
        int expiry = layout.expiry(context);
        alsoOn(id, link, wire -> wire.set(key, item, expiry));
        MemcachedItem there = new MemcachedItem(item.data(), item.flags(), cas, MemcachedItem.UNKNOWN_END);
        return new MemcachedSighting(id, link, data.clone(), Optional.of(there), endOfLifetime(), true);
    }

    private Instant endOfLifetime() {
        return context.end(context.lifetime());
    }

    private Instant endIn(long seconds) {
        return context.end(seconds == MemcachedItem.ENDLESS ? HandlerContext.NO_DEADLINE : Duration.ofSeconds(seconds));
    }

    /** The same for the other copies, at once; what one of them does not do, it does not do. */
    private void alsoOn(
            String id, MemcachedLink done, Function<MemcachedWire, CompletableFuture<MemcachedAnswer>> change) {
        List<CompletableFuture<MemcachedAnswer>> others = new ArrayList<>();
        for (MemcachedLink link : nodes.copies(id)) {
            if (link != done && !link.isDown() && !link.isSilent()) {
                others.add(link.connection().thenCompose(change));
            }
        }
        long end = StoreReply.deadline(context.commandTimeout());
        for (CompletableFuture<MemcachedAnswer> other : others) {
            try {
                MemcachedAnswer unused = StoreReply.await(other, end);
            } catch (ExecutionException | TimeoutException e) {
                // The session is stored where it will be looked for first.
            }
        }
    }

    /** A change on the condition that an item has not changed since. */
    @FunctionalInterface
    private interface Swap {
        CompletableFuture<MemcachedAnswer> with(MemcachedWire wire, long cas);
    }
}
