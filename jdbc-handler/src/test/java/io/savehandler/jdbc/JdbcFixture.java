package io.savehandler.jdbc;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.ManualClock;
import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.StoreFault;
import io.savehandler.testkit.StoreTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A table in a database, emptied for each test. */
final class JdbcFixture implements HandlerFixture {
    private static final Duration LIFETIME = Duration.ofMinutes(24);
    private static final long ABANDONED_FOR_MILLIS = 300;

    private final TestDatabase database;
    private final JdbcSettings settings;
    private final Optional<FaultProxy> proxy;
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-21T12:00:00Z"));
    private final List<JdbcNode> nodes = new ArrayList<>();

    JdbcFixture(TestDatabase database, JdbcSettings settings) {
        this.database = database;
        this.settings = settings;
        this.proxy = database.proxy();
        database.empty(settings);
    }

    private JdbcSessionHandlerFactory factory(Duration connectTimeout) {
        JdbcSettings.Builder wanted = JdbcSettings.builder()
                .lockMode(settings.lockMode())
                .poolSize(settings.poolSize())
                .connectTimeout(connectTimeout);
        settings.ownerColumn().ifPresent(wanted::ownerColumn);
        return JdbcSessionHandlerFactory.builder()
                .savePath(savePath())
                .settings(wanted.build())
                .build();
    }

    private SqlDoor door() {
        return database.door();
    }

    @Override
    public SessionHandlerFactory newFactory() {
        JdbcNode node = new JdbcNode(this::factory);
        nodes.add(node);
        return node;
    }

    @Override
    public String savePath() {
        return proxy.map(database::savePath).orElseGet(database::savePath);
    }

    @Override
    public void seed(String id, byte[] data) {
        remove(id);
        long now = clock.instant().getEpochSecond();
        door().update(
                        "insert into sessions (sess_id, sess_data, sess_lifetime, sess_time) values (?, ?, ?, ?)",
                        id,
                        data,
                        now + LIFETIME.toSeconds(),
                        now);
    }

    @Override
    public Optional<byte[]> inspect(String id) {
        return door().bytes("select sess_data from sessions where sess_id = ?", id);
    }

    @Override
    public void remove(String id) {
        door().update("delete from sessions where sess_id = ?", id);
    }

    @Override
    public Optional<StoreTime> time() {
        return Optional.of(new WholeSeconds(clock));
    }

    @Override
    public Optional<StoreFault> fault() {
        JdbcNode node = nodes.get(0);
        node.awaitFaults();
        StoreFault fault = proxy.<StoreFault>map(Unreachable::new).orElseGet(() -> new MissingTable(door()));
        return Optional.of(new ToldFault(fault, node));
    }

    @Override
    public Optional<StoreFault> lostAnswers() {
        return proxy.map(LostAnswers::new);
    }

    @Override
    public List<String> secrets() {
        return database.secrets();
    }

    @Override
    public OptionalInt heldLocks() {
        return database.locks(settings.lockMode())
                .map(text -> OptionalInt.of(remaining(text)))
                .orElseGet(OptionalInt::empty);
    }

    @Override
    public boolean lockKeepsEverybodyOut() {
        return settings.lockMode() == JdbcLockMode.ROW;
    }

    /** A server takes a moment to see that a connection is no more. */
    private int remaining(String locks) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        int held;
        do {
            held = (int) door().number(locks);
        } while (held > 0 && System.nanoTime() < deadline);
        return held;
    }

    @Override
    public OptionalInt usedConnections() {
        return OptionalInt.of(
                nodes.stream().mapToInt(JdbcNode::connectionsInUse).sum());
    }

    @Override
    public boolean abandonLock(String id) {
        if (settings.lockMode() != JdbcLockMode.LEASE) {
            return false;
        }
        SqlDialect dialect = SqlDialects.of(door().url()).orElseThrow();
        door().update(
                        "insert into sessions_locks (lock_id, lock_token, lock_until) values (?, 'somebody', "
                                + dialect.millis() + " + " + ABANDONED_FOR_MILLIS + ")",
                        id);
        return true;
    }

    @Override
    public void close() {
        proxy.ifPresent(FaultProxy::close);
    }

    /** By the requests' clock, in whole seconds. */
    private record WholeSeconds(ManualClock moved) implements StoreTime {
        @Override
        public InstantSource clock() {
            return moved;
        }

        @Override
        public Duration lifetime() {
            return LIFETIME;
        }

        @Override
        public Duration tolerance() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void pass(Duration time) {
            moved.advance(time);
        }
    }

    /** The node on which it is to be met hears of it first. */
    private record ToldFault(StoreFault fault, JdbcNode node) implements StoreFault {
        @Override
        public void begin() {
            node.faultBegins();
            fault.begin();
        }

        @Override
        public void end() {
            fault.end();
        }
    }

    /** Nothing listens any more, and connections are cut. */
    private record Unreachable(FaultProxy proxy) implements StoreFault {
        @Override
        public void begin() {
            proxy.refuse();
            proxy.cut(Cut.RESET);
        }

        @Override
        public void end() {
            proxy.resume();
        }
    }

    /** The database does what it is told, and the connection is cut as soon as it answers. */
    private record LostAnswers(FaultProxy proxy) implements StoreFault {
        @Override
        public void begin() {
            proxy.toClient().cutAfter(0, Cut.RESET);
        }

        @Override
        public void end() {
            proxy.resume();
        }
    }

    /** A database in this process cannot be cut off, but its table can be hidden. */
    private record MissingTable(SqlDoor door) implements StoreFault {
        @Override
        public void begin() {
            try {
                door.update("alter table sessions rename to hidden");
            } catch (IllegalStateException e) {
                if (!door.isBusy(e)) {
                    throw e;
                }
                throw new TestAbortedException("the table cannot be hidden while a request has it locked", e);
            }
        }

        @Override
        public void end() {
            if (door.hasTable("hidden")) {
                door.update("alter table hidden rename to sessions");
            }
        }
    }
}
