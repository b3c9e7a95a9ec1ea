package io.savehandler.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which server of a pool holds which session: where phpredis 5.3.7 was seen to put it. */
class RedisPoolTest {

    /** A pool that connects to nothing. */
    static RedisPool pool(String savePath) {
        return new RedisPool(RedisSavePath.parse(savePath).stream()
                .map(address -> new RedisPool.Member(
                        new RedisServer(address, RedisRoutes.to(RedisPoolTest::unconnected), RedisSettings.defaults()),
                        address.weight()))
                .toList());
    }

    private static RedisLink unconnected() {
        return new RedisLink(CompletableFuture::new, (task, nanos, unit) -> task.run(), Duration.ofMillis(1));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everySessionIsWherePhpLooksForIt(JsonObject row) {
        RedisPool pool = pool(row.get("save_path").getAsString());
        JsonObject placements = row.getAsJsonObject("placements");

        assertThat(placements.entrySet()).hasSizeGreaterThan(100).allSatisfy(placement -> {
            int port = placement.getValue().getAsJsonArray().get(0).getAsInt();
            assertThat(pool.serverOf(placement.getKey())).hasToString("tcp://127.0.0.1:" + port);
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keysHaveTheServersPrefix(JsonObject row) {
        String key = row.get("sample_key").getAsString();
        String id = key.substring(key.indexOf(':') + 1);
        RedisKeys keys = pool(row.get("save_path").getAsString()).serverOf(id).keys();

        assertThat(keys.data(id)).asString(StandardCharsets.UTF_8).isEqualTo(key);
        assertThat(keys.lock(id)).asString(StandardCharsets.UTF_8).isEqualTo(key + "_LOCK");
    }

    @ParameterizedTest
    @CsvSource({"zzz, 8026746", "z, 122", "a0, 12385"})
    void aShortIdCountsAsIfFilledUpWithZeros(String id, long number) {
        RedisPool pool = pool("tcp://one, tcp://two, tcp://three");
        String[] reversed = {"tcp://three:6379", "tcp://two:6379", "tcp://one:6379"};

        assertThat(pool.serverOf(id)).hasToString(reversed[(int) (number % 3)]);
    }

    static Stream<JsonObject> rows() throws Exception {
        try (Reader file = new InputStreamReader(
                requireNonNull(RedisPoolTest.class.getResourceAsStream("/golden/redis-placement.json")),
                StandardCharsets.UTF_8)) {
            return StreamSupport.stream(
                            JsonParser.parseReader(file).getAsJsonArray().spliterator(), false)
                    .map(JsonElement::getAsJsonObject);
        }
    }
}
