package io.savehandler.interop.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigBuilder;
import io.savehandler.Sessions;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** {@code call-orders.txt}: real PHP makes the calls that it says PHP makes, and the engine those that it says we make. */
class CallOrdersTest {
    private static final Map<String, Consumer<Run>> SCENARIOS = Map.ofEntries(
            entry("new visitor", run -> run.start("")),
            entry(
                    "known id, strict mode off",
                    run -> run.with(c -> c.useStrictMode(false)).start("known")),
            entry("known id", run -> run.start("known")),
            entry("unknown id", run -> run.start("forged")),
            entry(
                    "unknown id, strict mode off",
                    run -> run.with(c -> c.useStrictMode(false)).start("forged")),
            entry("id with a dangerous character", run -> run.start("a\"b")),
            entry(
                    "id with a dot, strict mode off",
                    run -> run.with(c -> c.useStrictMode(false)).start("a.b")),
            entry(
                    "gc at every start",
                    run -> run.with(c -> c.gcProbability(1, 1)).start("known")),
            entry("data changed", run -> run.start("known", s -> s.put("a", 2))),
            entry(
                    "data changed and changed back",
                    run -> run.start("known", s -> {
                        s.put("a", 2);
                        s.put("a", 1);
                    })),
            entry("lazy write off", run -> run.with(c -> c.lazyWrite(false)).start("known")),
            entry("empty session", run -> run.start("empty")),
            entry("all keys unset", run -> run.start("known", Session::clear)),
            entry("read and close", run -> run.start("known", Concurrency.READ_ONLY, s -> {})),
            entry("abort", run -> run.start("known", Session::abort)),
            entry(
                    "reset",
                    run -> run.start("known", s -> {
                        s.put("a", 2);
                        s.reset();
                    })),
            entry("destroy", run -> run.start("known", Session::destroy)),
            entry("regenerate and keep the old", run -> run.start("known", s -> s.regenerateId(false))),
            entry("regenerate and delete the old", run -> run.start("known", s -> s.regenerateId(true))),
            entry("regenerate when the first new id is taken", run -> {
                run.handlers.nextIds.add("empty");
                run.start("known", s -> s.regenerateId(false));
            }),
            entry("regenerate when every new id is taken", run -> {
                run.handlers.nextIds.addAll(List.of("empty", "empty", "empty", "empty"));
                run.start("known", s -> s.regenerateId(false));
            }),
            entry("open fails", run -> run.failing("open").start("known")),
            entry("read fails", run -> run.failing("read").start("known")),
            entry(
                    "write fails",
                    run -> run.start("known", s -> {
                        s.put("a", 2);
                        run.failing("write");
                    })),
            entry(
                    "destroy fails",
                    run -> run.start("known", s -> run.failing("destroy").thenDo(s::destroy))),
            entry(
                    "gc fails",
                    run -> run.with(c -> c.gcProbability(1, 1)).failing("gc").start("known")),
            entry(
                    "regenerate, write fails",
                    run -> run.start("known", s -> run.failing("write").thenDo(() -> s.regenerateId(false)))),
            entry("updateTimestamp fails", run -> run.start("known", s -> run.failing("updateTimestamp"))),
            entry("close fails", run -> run.start("known", s -> run.failing("close"))),
            entry(
                    "read and close, close fails",
                    run -> run.failing("close").start("known", Concurrency.READ_ONLY, s -> {})),
            entry(
                    "abort, close fails",
                    run -> run.start("known", s -> run.failing("close").thenDo(s::abort))),
            entry(
                    "reset, open fails",
                    run -> run.start("known", s -> run.failing("open").thenDo(s::reset))),
            entry(
                    "reset, read fails",
                    run -> run.start("known", s -> run.failing("read").thenDo(s::reset))),
            entry(
                    "regenerate, open fails",
                    run -> run.start("known", s -> run.failing("open").thenDo(() -> s.regenerateId(false)))),
            entry(
                    "regenerate, read fails",
                    run -> run.start("known", s -> run.failing("read").thenDo(() -> s.regenerateId(false)))),
            entry(
                    "regenerate and delete the old, destroy fails",
                    run -> run.start("known", s -> run.failing("destroy").thenDo(() -> s.regenerateId(true)))),
            entry("open throws", run -> run.failing("open").start("known")),
            entry("validateId throws", run -> run.failing("validateId").start("known")),
            entry("create_sid throws", run -> run.failing("create_sid").start("")),
            entry("read throws", run -> run.failing("read").start("known")),
            entry(
                    "gc throws",
                    run -> run.with(c -> c.gcProbability(1, 1)).failing("gc").start("known")),
            entry(
                    "write throws",
                    run -> run.start("known", s -> {
                        s.put("a", 2);
                        run.failing("write");
                    })),
            entry("updateTimestamp throws", run -> run.start("known", s -> run.failing("updateTimestamp"))),
            entry(
                    "destroy throws",
                    run -> run.start("known", s -> run.failing("destroy").thenDo(s::destroy))),
            entry("close throws", run -> run.start("known", s -> run.failing("close"))),
            entry(
                    "regenerate, write throws",
                    run -> run.start("known", s -> run.failing("write").thenDo(() -> s.regenerateId(false)))),
            entry(
                    "regenerate, create_sid throws",
                    run -> run.start("known", s -> run.failing("create_sid").thenDo(() -> s.regenerateId(false)))),
            entry("gc on request", run -> run.thenDo(() -> run.sessions().gc())),
            entry(
                    "an id made on request",
                    run -> run.thenDo(() -> run.sessions().createId("user-"))),
            entry("an id made on request, the first is taken", run -> {
                run.handlers.nextIds.add("empty");
                run.thenDo(() -> run.sessions().createId(""));
            }),
            entry("an id made on request, every one is taken", run -> {
                run.handlers.nextIds.addAll(List.of("empty", "empty", "empty", "empty"));
                run.thenDo(() -> run.sessions().createId(""));
            }),
            entry(
                    "the work throws",
                    run -> run.thenDo(() -> run.sessions().run("known", s -> {
                        s.put("a", 2);
                        throw new IllegalArgumentException("work failed");
                    }))),
            entry(
                    "values changed after the end",
                    run -> run.start("known", s -> {
                        s.put("a", 2);
                        s.commit();
                        run.refused(() -> s.put("a", 3));
                    })),
            entry("started again after the end", run -> {
                run.start("known", s -> s.put("a", 2));
                run.start("known");
            }),
            entry(
                    "regenerate and leave a copy",
                    run -> run.start("known", s -> s.regenerateId(Duration.ofSeconds(30)))),
            entry("malformed data", run -> run.start("broken")));

    @Test
    @RequiresPhp
    void phpMakesTheCallsThatTheTableSays() throws IOException, URISyntaxException {
        Path script = Path.of(Objects.requireNonNull(CallOrdersTest.class.getResource("call-orders.php"))
                .toURI());
        String printed = RealPhp.get()
                .script(script)
                .ini("session.use_cookies", "0")
                .ini("session.cache_limiter", "")
                .run(Duration.ofSeconds(30))
                .requireSuccess()
                .text();
        Map<String, String> made = printed.lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> b, LinkedHashMap::new));
        assertThat(made).isEqualTo(table("php:"));
    }

    @Test
    void theEngineMakesTheCallsThatTheTableSays() throws IOException {
        Map<String, String> made = new LinkedHashMap<>();
        for (String name : table("java:").keySet()) {
            Run run = new Run();
            Objects.requireNonNull(SCENARIOS.get(name), name).accept(run);
            made.put(name, String.join(", ", run.handlers.calls));
        }
        assertThat(made).isEqualTo(table("java:"));
    }

    @Test
    void everyDifferenceHasAReason() throws IOException {
        Map<String, String> php = table("php:");
        Map<String, String> differing = table("java:");
        differing.entrySet().removeIf(java -> java.getValue().equals(php.get(java.getKey())));
        assertThat(table("because:").keySet()).isEqualTo(differing.keySet());
    }

    /** What the table says after a label, by scenario and in its order. */
    private static Map<String, String> table(String label) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        try (InputStream table = Objects.requireNonNull(CallOrdersTest.class.getResourceAsStream("call-orders.txt"))) {
            String scenario = "";
            for (String line : new String(table.readAllBytes(), UTF_8).lines().toList()) {
                if (line.strip().startsWith(label)) {
                    said.put(scenario, line.strip().substring(label.length()).strip());
                } else if (!line.startsWith(" ") && !line.startsWith("#")) {
                    scenario = line;
                }
            }
        }
        return said;
    }

    /** One scenario's handler and settings; what throws is noted as PHP's false is. */
    private static final class Run {
        final RecordingHandlers handlers = new RecordingHandlers();
        private final SessionConfigBuilder config = SessionConfig.builder().gcProbability(0, 1);

        Run with(Consumer<SessionConfigBuilder> setting) {
            setting.accept(config);
            return this;
        }

        Run failing(String operation) {
            handlers.failing.add(operation);
            return this;
        }

        void thenDo(Runnable work) {
            noting(work);
        }

        void start(String id) {
            start(id, session -> {});
        }

        void start(String id, Consumer<Session> work) {
            start(id, Concurrency.LOCK, work);
        }

        Sessions sessions() {
            return Sessions.builder(handlers).config(config.build()).build();
        }

        void refused(ThrowingCallable work) {
            assertThatThrownBy(work).isInstanceOf(IllegalStateException.class);
        }

        void start(String id, Concurrency concurrency, Consumer<Session> work) {
            noting(() -> {
                Session session = sessions().start(id, concurrency);
                noting(() -> work.accept(session));
                session.close();
            });
        }

        private void noting(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException e) {
                handlers.calls.add("error");
            }
        }
    }
}
