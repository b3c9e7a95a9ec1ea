package io.savehandler.memcached;

import io.savehandler.SessionStoreException;
import io.savehandler.spi.StoreReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One server and the one connection to it, shared by all requests: made when first needed, made anew when needed after it was
 * lost. Requests that come together share an attempt. Nothing that may have changed something is sent twice. Thread-safe.
 */
final class MemcachedLink implements AutoCloseable {
    private static final Duration LEFT_ALONE = Duration.ofSeconds(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final MemcachedServer server;
    private final MemcachedSettings settings;
    private final MemcachedFailures failures;
    private volatile @Nullable CompletableFuture<MemcachedWire> current;
    private volatile long failedAt;
    private volatile boolean down;
    private volatile boolean silent;
    private boolean closed;

    MemcachedLink(MemcachedServer server, MemcachedSettings settings) {
        this.server = server;
        this.settings = settings;
        this.failures = new MemcachedFailures(server.hostAndPort());
    }

    MemcachedFailures failures() {
        return failures;
    }

    /** Whether there was no connection to be had so short a time ago that a copy should be asked first. */
    boolean isDown() {
        return down && isLately();
    }

    /** Whether it has just let a whole time-out pass, so that nobody should wait for it again. */
    boolean isSilent() {
        return silent && isLately();
    }

    private boolean isLately() {
        return System.nanoTime() - failedAt < LEFT_ALONE.toNanos();
    }

    /** Sends what changes nothing and waits for the answer; where the connection breaks meanwhile, once more. */
    <T> T ask(String operation, Duration timeLeft, Function<MemcachedWire, CompletableFuture<T>> command) {
        return call(operation, false, timeLeft, command);
    }

    /**
     * Sends what may change something and waits for the answer.
     *
     * @throws SessionStoreException if there is no answer, in which case the outcome is unknown, or an error
     */
    <T> T change(String operation, Duration timeLeft, Function<MemcachedWire, CompletableFuture<T>> command) {
        return call(operation, true, timeLeft, command);
    }

    private <T> T call(
            String operation,
            boolean changes,
            Duration timeLeft,
            Function<MemcachedWire, CompletableFuture<T>> command) {
        long end = StoreReply.deadline(timeLeft);
        long lastRetry = Math.min(end, StoreReply.deadline(settings.commandTimeout()));
        for (boolean first = true; ; first = false) {
            try {
                return callOnce(operation, changes, end, command);
            } catch (SessionStoreException e) {
                boolean harmless =
                        MemcachedFailures.didNothing(e) || (first && !changes && MemcachedFailures.lostTheAnswer(e));
                if (!harmless || System.nanoTime() - lastRetry >= 0) {
                    throw e;
                }
            }
        }
    }

    private <T> T callOnce(
            String operation, boolean changes, long end, Function<MemcachedWire, CompletableFuture<T>> command) {
        MemcachedWire wire = connect(operation, end);
        try {
            T answer = StoreReply.await(
                    command.apply(wire), Math.min(end, StoreReply.deadline(settings.commandTimeout())));
            silent = false;
            down = false;
            return answer;
        } catch (TimeoutException e) {
            if (System.nanoTime() - end < 0) {
                fails(false, true);
                wire.close();
            }
            throw failures.failed(operation, changes, e);
        } catch (ExecutionException e) {
            throw failures.failed(operation, changes, e);
        }
    }

    private MemcachedWire connect(String operation, long end) {
        if (System.nanoTime() - end >= 0) {
            throw failures.outOfTime(operation);
        }
        try {
            return StoreReply.await(connection(), Math.min(end, StoreReply.deadline(settings.connectTimeout())));
        } catch (ExecutionException | TimeoutException e) {
            if (System.nanoTime() - end >= 0) {
                throw failures.outOfTime(operation);
            }
            fails(true, e instanceof TimeoutException);
            throw failures.notConnected(operation, e);
        }
    }

    private void fails(boolean isDown, boolean isSilent) {
        failedAt = System.nanoTime();
        silent = isSilent;
        down = isDown;
    }

    /** The connection, open or being opened. */
    CompletableFuture<MemcachedWire> connection() {
        CompletableFuture<MemcachedWire> present = current;
        return present != null && present.isDone() && isOpen(present) ? present : connectionOrAttempt();
    }

    private synchronized CompletableFuture<MemcachedWire> connectionOrAttempt() {
        CompletableFuture<MemcachedWire> present = current;
        if (present == null || (present.isDone() && !isOpen(present))) {
            present = closed
                    ? CompletableFuture.failedFuture(new IllegalStateException("the factory is closed"))
                    : CompletableFuture.supplyAsync(this::open, this::inThreadOfItsOwn);
            current = present;
        }
        return present;
    }

    private static boolean isOpen(CompletableFuture<MemcachedWire> done) {
        return !done.isCompletedExceptionally() && done.join().isOpen();
    }

    /** Names are looked up and connections waited for where no request is kept from giving up. */
    private void inThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(task, "savehandler-memcached-connect-" + server.hostAndPort());
        thread.setDaemon(true);
        thread.start();
    }

    private MemcachedWire open() {
        long end = StoreReply.deadline(settings.connectTimeout());
        MemcachedWire wire = null;
        try {
            DriverSettings driver = new DriverSettings(settings);
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getByName(server.hostToResolve()), server.port());
            DriverConnection connection = new DriverConnection(driver, List.of(address));
            wire = new MemcachedWire(connection, driver.getOperationFactory(), settings);
            Boolean unused = StoreReply.await(wire.connected(), end);
            if (settings.login().isPresent()) {
                StoreReply.await(wire.logIn(settings.login().get()), end);
            }
            return wire;
        } catch (IOException | ExecutionException | TimeoutException e) {
            if (wire != null) {
                wire.close();
            }
            throw new CompletionException(MemcachedFailures.unwrap(e));
        }
    }

    /** Closes the connection and waits until its thread has ended. May be called more than once. */
    @Override
    public void close() {
        CompletableFuture<MemcachedWire> last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
        }
        if (last != null) {
            closeAndWait(last);
        }
    }

    private void closeAndWait(CompletableFuture<MemcachedWire> last) {
        try {
            StoreReply.await(last, StoreReply.deadline(LONGEST_CLOSE)).closeAndWait(LONGEST_CLOSE.toMillis());
        } catch (ExecutionException | TimeoutException e) {
            // It was not open.
        }
    }

    @Override
    public String toString() {
        return server.hostAndPort();
    }
}
