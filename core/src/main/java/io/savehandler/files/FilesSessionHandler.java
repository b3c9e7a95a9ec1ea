package io.savehandler.files;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request's view of a directory of session files. */
final class FilesSessionHandler implements SessionHandler {
    private static final int ATTEMPTS_AT_A_NEW_ID = 4;

    private final FilesStore store;
    private final HandlerContext context;
    private final Map<String, OpenSession> sessions = new HashMap<>(4);

    FilesSessionHandler(FilesStore store, HandlerContext context) {
        this.store = store;
        this.context = context;
    }

    @Override
    public void open(String savePath, String sessionName) {
        if (!savePath.isEmpty()
                && !FilesSavePath.parse(savePath).equals(store.paths().savePath())) {
            throw new SessionConfigurationException(
                    "session.save_path",
                    "this handler stores in " + store.paths().savePath().directory()
                            + "; leave the path empty or build a handler for the other one");
        }
    }

    /** As PHP's {@code files}: an id that has a file already is not taken, and the fourth failure is the last. */
    @Override
    public String createId() {
        return store.failures().translating("createId", () -> {
            for (int attempt = 0; attempt < ATTEMPTS_AT_A_NEW_ID; attempt++) {
                String id = context.ids().newId();
                if (!store.files().exists(store.paths().of(id))) {
                    return id;
                }
            }
            throw new FileCallException(FileProblem.OTHER, "every new id was taken; is the random generator sound?");
        });
    }

    /** False also for an id that is too short for the save path's levels or too long for the file system, as in PHP. */
    @Override
    public boolean validateId(String id) {
        if (!store.paths().fits(context.ids().check(id))) {
            return false;
        }
        OpenSession session = session(id);
        boolean exists = store.failures().translating("validateId", () -> {
            try {
                return session.exists();
            } catch (FileCallException e) {
                if (e.problem() == FileProblem.NAME_TOO_LONG) {
                    return false;
                }
                throw e;
            }
        });
        if (!exists) {
            sessions.remove(id);
            session.close();
        }
        return exists;
    }

    @Override
    public byte[] read(String id) {
        OpenSession session = session(id);
        return store.failures().translating("read", session::read);
    }

    @Override
    public void write(String id, byte[] data) {
        OpenSession session = session(id);
        run("write", () -> session.write(data));
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        OpenSession session = session(id);
        return store.failures().translating("writeIfUnchanged", () -> session.writeIfUnchanged(data));
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        OpenSession session = session(id);
        run("updateTimestamp", session::touch);
    }

    @Override
    public void destroy(String id) {
        OpenSession session = session(id);
        run("destroy", session::destroy);
    }

    @Override
    public long gc(Duration maxLifetime) {
        return store.failures().translating("gc", garbage(maxLifetime, Optional.empty())::collect);
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        return store.failures().translating("gc", garbage(maxLifetime, Optional.of(removed))::collect);
    }

    private FileGarbage garbage(Duration maxLifetime, Optional<BiConsumer<String, byte[]>> removed) {
        Set<String> inUse =
                sessions.values().stream().map(OpenSession::fileName).collect(Collectors.toUnmodifiableSet());
        return new FileGarbage(store, maxLifetime, context.clock().instant(), inUse, removed);
    }

    @Override
    public Stream<String> ids() {
        return store.failures().translating("ids", () -> new FileListing(store, context).ids()).stream();
    }

    /** Both sessions are locked while this lasts, and the new file must not have been there. */
    @Override
    public Regeneration.Outcome regenerate(Regeneration regeneration) {
        OpenSession old = session(regeneration.oldId());
        OpenSession fresh = new OpenSession(store, context, path(regeneration.newId()));
        FilesRegeneration steps = new FilesRegeneration(regeneration, old, fresh);
        Regeneration.Outcome outcome = store.failures().translating("regenerate", () -> steps.run(store));
        if (outcome == Regeneration.Outcome.DONE) {
            sessions.remove(regeneration.oldId());
            sessions.put(regeneration.newId(), fresh);
        }
        return outcome;
    }

    @Override
    public void close() {
        sessions.values().forEach(OpenSession::close);
        sessions.clear();
    }

    private OpenSession session(String id) {
        OpenSession known = sessions.get(id);
        if (known == null) {
            known = new OpenSession(store, context, path(id));
            sessions.put(id, known);
        }
        return known;
    }

    private SessionPath path(String id) {
        return store.paths().of(context.ids().check(id));
    }

    /** @throws SessionStoreException if the work fails */
    private void run(String operation, FileAction action) {
        store.failures().translating(operation, () -> {
            action.run();
            return true;
        });
    }

    /** Work on files without a result. */
    @FunctionalInterface
    private interface FileAction {
        void run() throws IOException;
    }
}
