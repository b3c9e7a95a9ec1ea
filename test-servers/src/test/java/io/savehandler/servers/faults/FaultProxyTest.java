package io.savehandler.servers.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.servers.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class FaultProxyTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration TIME = Duration.ofSeconds(20);

    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.to(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("savehandler-proxy-"));
    }

    @Test
    void passesOnAndCounts() throws IOException {
        try (Client one = new Client(proxy);
                Client two = new Client(proxy)) {
            assertThat(one.ask("hello")).isEqualTo("hello");
            assertThat(one.ask("again")).isEqualTo("again");
            assertThat(two.ask("you")).isEqualTo("you");
            assertThat(proxy.openConnections()).isEqualTo(2);
        }
        assertThat(proxy.connections()).isEqualTo(2);
        assertThat(proxy.roundTrips()).isEqualTo(3);
        assertThat(proxy.toServer().passed()).isEqualTo(13);
        assertThat(proxy.toClient().passed()).isEqualTo(13);
    }

    @Test
    void passesTheEndOfAStreamOn() throws IOException {
        try (Client client = new Client(proxy)) {
            String large = "x".repeat(300_000);
            client.send(large).endOutput();
            assertThat(client.read(large.length() + 1)).isEqualTo(large);
        }
    }

    @Test
    void recordsEachConnection() throws IOException {
        try (Client one = new Client(proxy);
                Client two = new Client(proxy)) {
            one.ask("before");
            proxy.toServer().record();
            one.ask("a");
            two.ask("b");
            one.ask("c");
        }
        assertThat(proxy.toServer().recorded())
                .extracting(bytes -> new String(bytes, US_ASCII))
                .containsExactly("ac", "b");
        assertThat(proxy.toClient().recorded()).isEmpty();
    }

    @Test
    void delaysEachDirection() throws IOException {
        proxy.toServer().delay(Duration.ofMillis(60));
        proxy.toClient().delay(Duration.ofMillis(90));
        try (Client client = new Client(proxy)) {
            long start = System.nanoTime();
            client.ask("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void delaysWhatFollowsEachOtherOnce() throws IOException {
        proxy.toServer().delay(Duration.ofMillis(300));
        try (Client client = new Client(proxy)) {
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                client.send("request " + (i % 10));
            }
            assertThat(client.read(900)).endsWith("request 9");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
        }
    }

    @Test
    void countsAPipelineAsOneRoundTrip() throws IOException {
        proxy.toClient().delay(Duration.ofMillis(300));
        try (Client client = new Client(proxy)) {
            client.send("one").send("two").send("three");
            assertThat(client.read(11)).isEqualTo("onetwothree");
            assertThat(proxy.roundTrips()).isEqualTo(1);
            client.ask("four");
            assertThat(proxy.roundTrips()).isEqualTo(2);
        }
    }

    @Test
    void trickles() throws IOException {
        proxy.toClient().trickle(2, Duration.ofMillis(40));
        try (Client client = new Client(proxy)) {
            long start = System.nanoTime();
            assertThat(client.ask("abcdefgh")).isEqualTo("abcdefgh");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
            assertThat(proxy.roundTrips()).isEqualTo(1);
        }
    }

    @Test
    void trickleCanBeEndedInTheMidst() throws IOException {
        proxy.toClient().trickle(3, NEVER);
        try (Client client = new Client(proxy)) {
            assertThat(client.send("abcdefgh").read(3)).isEqualTo("abc");
            assertThat(client.hearsNothing()).isTrue();
            proxy.resume();
            assertThat(client.read(5)).isEqualTo("defgh");
        }
        assertThatThrownBy(() -> proxy.toClient().trickle(0, NEVER)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stallsOldAndNewConnections() throws IOException {
        try (Client old = new Client(proxy)) {
            old.ask("before");
            proxy.stall();
            try (Client fresh = new Client(proxy)) {
                assertThat(old.send("a").hearsNothing()).isTrue();
                assertThat(fresh.send("b").hearsNothing()).isTrue();
                assertThat(server.received()).asString().isEqualTo("before");
                proxy.resume();
                assertThat(old.read(1)).isEqualTo("a");
                assertThat(fresh.read(1)).isEqualTo("b");
            }
        }
    }

    @Test
    void stallsOneDirection() throws IOException {
        proxy.toClient().stall();
        try (Client client = new Client(proxy)) {
            assertThat(client.send("a").hearsNothing()).isTrue();
            assertThat(server.received()).asString().isEqualTo("a");
            assertThat(proxy.roundTrips()).isZero();
            proxy.resume();
            assertThat(client.read(1)).isEqualTo("a");
            assertThat(proxy.roundTrips()).isEqualTo(1);
        }
    }

    @Test
    void cutsInOrder() throws IOException {
        try (Client client = new Client(proxy)) {
            client.ask("a");
            proxy.cut(Cut.CLOSE);
            assertThat(client.isAtEnd()).isTrue();
            assertThat(proxy.openConnections()).isZero();
        }
        try (Client next = new Client(proxy)) {
            assertThat(next.ask("b")).isEqualTo("b");
        }
    }

    @Test
    void cutsAtOnce() throws IOException {
        try (Client client = new Client(proxy)) {
            client.ask("a");
            proxy.cut(Cut.RESET);
            assertThatThrownBy(client::isAtEnd).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void cutsWhatIsStalled() throws IOException {
        proxy.stall();
        try (Client client = new Client(proxy)) {
            client.send("a");
            assertThat(client.hearsNothing()).isTrue();
            proxy.cut(Cut.CLOSE);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void cutsARequestInTheMidst() throws IOException {
        try (Client client = new Client(proxy)) {
            client.ask("before");
            proxy.toServer().cutAfter(4, Cut.CLOSE);
            assertThat(client.ask("one")).isEqualTo("one");
            client.send("two");
            assertThat(client.read(4)).isIn("", "t");
        }
        try (Client next = new Client(proxy)) {
            assertThat(next.ask("after")).isEqualTo("after");
        }
        assertThat(server.received()).asString().isEqualTo("beforeonetafter");
    }

    @Test
    void cutsAnAnswerInTheMidst() throws IOException {
        proxy.toClient().cutAfter(4, Cut.CLOSE);
        try (Client client = new Client(proxy)) {
            assertThat(client.send("abcdefgh").read(8)).isEqualTo("abcd");
        }
    }

    @Test
    void cutsBeforeTheAnswer() throws IOException {
        proxy.toClient().cutAfter(0, Cut.RESET);
        try (Client client = new Client(proxy)) {
            client.send("request");
            assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
        }
        assertThat(server.received()).asString().isEqualTo("request");
        assertThat(proxy.toClient().passed()).isZero();
        try (Client next = new Client(proxy)) {
            assertThat(next.ask("after")).isEqualTo("after");
        }
    }

    @Test
    void losesAnswersOnly() throws IOException {
        try (Client client = new Client(proxy)) {
            client.ask("before");
            proxy.toClient().swallow();
            client.send("lost");
            proxy.toClient().awaitSwallowed(4, TIME);
            assertThat(server.received()).asString().isEqualTo("beforelost");
            assertThat(client.hearsNothing()).isTrue();
            proxy.resume();
            assertThat(client.ask("after")).isEqualTo("after");
            assertThat(proxy.toClient().swallowed()).isEqualTo(4);
        }
        assertThatThrownBy(() -> proxy.toClient().awaitSwallowed(5, Duration.ofMillis(20)))
                .hasMessageContaining("only 4 bytes");
    }

    @Test
    void losesRequests() throws IOException {
        proxy.toServer().swallow();
        try (Client client = new Client(proxy)) {
            client.send("lost");
            proxy.toServer().awaitSwallowed(4, TIME);
            assertThat(client.hearsNothing()).isTrue();
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void refusesNewConnectionsOnly() throws IOException {
        try (Client old = new Client(proxy)) {
            old.ask("a");
            proxy.refuse();
            assertThatThrownBy(() -> new Client(proxy)).isInstanceOf(ConnectException.class);
            assertThat(old.ask("b")).isEqualTo("b");
            proxy.resume();
            try (Client fresh = new Client(proxy)) {
                assertThat(fresh.ask("c")).isEqualTo("c");
            }
        }
        assertThat(proxy.connections()).isEqualTo(2);
    }

    @Test
    void hangsUpUntilItIsToResume() throws IOException {
        try (Client old = new Client(proxy)) {
            old.ask("a");
            proxy.hangUp();
            assertThatThrownBy(() -> old.ask("b")).isInstanceOf(SocketException.class);
        }
        try (Client hungUpOn = new Client(proxy)) {
            assertThatThrownBy(() -> hungUpOn.read(1)).isInstanceOf(SocketException.class);
        }
        proxy.resume();
        try (Client fresh = new Client(proxy)) {
            assertThat(fresh.ask("c")).isEqualTo("c");
            assertThat(proxy.openConnections())
                    .as("those that were hung up on are gone")
                    .isEqualTo(1);
        }
    }

    @Test
    void resetsWhereNoServerIs() throws IOException {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
        try (FaultProxy toNobody = FaultProxy.to(nobody);
                Client client = new Client(toNobody)) {
            assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void endsAllWhenClosed() throws IOException {
        proxy.toServer().delay(NEVER);
        try (Client client = new Client(proxy)) {
            client.send("a");
            assertThat(client.hearsNothing()).isTrue();
            proxy.close();
            assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> new Client(proxy)).isInstanceOf(ConnectException.class);
            assertThatThrownBy(proxy::resume).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Whatever is done to the proxy, short of loss, no byte is lost, doubled or moved. */
    @Test
    void keepsOrderThroughFaultsThatComeAndGo() throws IOException, InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> echoes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String first = String.valueOf(i);
                echoes.add(clients.submit(() -> echoOf(first)));
            }
            Random random = new Random(8);
            while (!isDoneWithin(echoes, random.nextInt(4))) {
                disturb(random.nextInt(5), random.nextBoolean() ? proxy.toServer() : proxy.toClient());
            }
            for (int i = 0; i < 8; i++) {
                assertThat(echoes.get(i).get()).isEqualTo(numbersFrom(String.valueOf(i)));
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static boolean isDoneWithin(List<Future<String>> echoes, int millis)
            throws InterruptedException, ExecutionException {
        for (Future<String> echo : echoes) {
            try {
                echo.get(millis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return false;
            }
        }
        return true;
    }

    private void disturb(int fault, Lane lane) {
        switch (fault) {
            case 0 -> lane.delay(Duration.ofMillis(2));
            case 1 -> lane.trickle(7, Duration.ofMillis(1));
            case 2 -> lane.stall();
            default -> proxy.resume();
        }
    }

    private String echoOf(String first) throws IOException {
        try (Client client = new Client(proxy)) {
            StringBuilder heard = new StringBuilder();
            String text = numbersFrom(first);
            for (int i = 0; i < text.length(); i += 100) {
                heard.append(client.ask(text.substring(i, Math.min(i + 100, text.length()))));
            }
            return heard.toString();
        }
    }

    private static String numbersFrom(String first) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            text.append(first).append(i).append(' ');
        }
        return text.toString();
    }
}
