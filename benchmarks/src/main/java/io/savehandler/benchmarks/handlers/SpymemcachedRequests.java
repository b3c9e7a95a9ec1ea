package io.savehandler.benchmarks.handlers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.spy.memcached.CASResponse;
import net.spy.memcached.CASValue;
import net.spy.memcached.CachedData;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.compat.log.SLF4JLogger;
import net.spy.memcached.transcoders.Transcoder;

/** The operations that the handler asks for, from the driver alone, on a connection that is set up as the handler's is. */
final class SpymemcachedRequests implements StoreRequests {
    static final String PREFIX = "memc.sess.key.";

    private static final long TIMEOUT_SECONDS = 1;
    private static final int LIFETIME_SECONDS = 1440;
    private static final int LEASE_SECONDS = 30;
    private static final int AT_ONCE = -1;
    private static final int BUFFER_BYTES = 16_384;
    private static final byte[] TOKEN = new byte[20];
    private static final byte[] NOTHING = new byte[0];

    static {
        // Else the driver tells of every connection between the lines of the table.
        System.setProperty("net.spy.log.LoggerImpl", SLF4JLogger.class.getName());
    }

    private final MemcachedClient client;
    private final RequestKind kind;

    SpymemcachedRequests(int port, RequestKind kind) {
        this.kind = kind;
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        try {
            this.client = new MemcachedClient(
                    new ConnectionFactoryBuilder()
                            .setDaemon(true)
                            .setFailureMode(FailureMode.Cancel)
                            .setReadBufferSize(BUFFER_BYTES)
                            .setOpQueueMaxBlockTime(0)
                            .setInitialObservers(List.of(new Connected(connected)))
                            .build(),
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        require(await(connected));
    }

    @Override
    public void serve(String id, byte[] data) {
        String key = PREFIX + id;
        if (kind == RequestKind.UNLOCKED) {
            require(Objects.nonNull(await(client.asyncGets(key, Bytes.AS_THEY_ARE))));
            require(await(client.replace(key, LIFETIME_SECONDS, data, Bytes.AS_THEY_ARE)));
            return;
        }
        String lock = PREFIX + "lock." + id;
        require(Objects.nonNull(await(client.asyncGets(key, Bytes.AS_THEY_ARE))));
        Future<Boolean> added = client.add(lock, LEASE_SECONDS, TOKEN, Bytes.AS_THEY_ARE);
        Future<CASValue<byte[]>> holder = client.asyncGets(lock, Bytes.AS_THEY_ARE);
        Future<CASValue<byte[]>> seen = client.asyncGets(key, Bytes.AS_THEY_ARE);
        require(await(added));
        long held = await(holder).getCas();
        long read = await(seen).getCas();
        require(await(client.asyncCAS(key, read, LIFETIME_SECONDS, data, Bytes.AS_THEY_ARE)) == CASResponse.OK);
        require(await(client.asyncCAS(lock, held, AT_ONCE, NOTHING, Bytes.AS_THEY_ARE)) == CASResponse.OK);
    }

    @Override
    public void close() {
        client.shutdown();
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("Memcached refused");
        }
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Memcached did not answer", e);
        }
    }

    /** Tells that there is a connection: the driver refuses what is asked before. */
    private record Connected(CompletableFuture<Boolean> answer) implements ConnectionObserver {
        @Override
        public void connectionEstablished(SocketAddress address, int reconnects) {
            answer.complete(true);
        }

        @Override
        public void connectionLost(SocketAddress address) {}
    }

    /** Bytes as they are, without flags. */
    private enum Bytes implements Transcoder<byte[]> {
        AS_THEY_ARE;

        @Override
        public boolean asyncDecode(CachedData item) {
            return false;
        }

        @Override
        public CachedData encode(byte[] data) {
            return new CachedData(0, data, getMaxSize());
        }

        @Override
        public byte[] decode(CachedData item) {
            return item.getData();
        }

        @Override
        public int getMaxSize() {
            return CachedData.MAX_SIZE;
        }
    }
}
