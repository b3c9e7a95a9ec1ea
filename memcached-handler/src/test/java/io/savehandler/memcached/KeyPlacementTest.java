package io.savehandler.memcached;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where real PHP has put sessions, for each way that its two extensions have. */
class KeyPlacementTest {
    private static final int PLACEMENTS = 150;

    static Stream<JsonObject> configurations() throws IOException {
        try (Reader reader = new InputStreamReader(
                requireNonNull(KeyPlacementTest.class.getResourceAsStream("/golden/memcached-placement.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject);
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everySessionIsWherePhpPutIt(JsonObject configuration) {
        List<MemcachedServer> servers = servers(configuration);
        Copies copies = copies(configuration, servers);
        JsonObject placements = configuration.getAsJsonObject("placements");
        assertThat(placements.size()).isEqualTo(PLACEMENTS);
        for (Map.Entry<String, JsonElement> placement : placements.entrySet()) {
            List<Integer> ports = new ArrayList<>();
            copies.of(placement.getKey())
                    .forEach(server -> ports.add(servers.get(server).port()));
            List<Integer> expected = new ArrayList<>();
            placement.getValue().getAsJsonArray().forEach(port -> expected.add(port.getAsInt()));
            assertThat(ports).as(placement.getKey()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef0123456789abcdef0123, 0, 0, 1, 1, 0, 1, 0",
        "f4pm3jn7spen8peaq8764gv7c0, 0, 2, 0, 1, 2, 2, 0",
        "bnq6jscv5oonlgrt02o9e64e9n, 1, 2, 0, 1, 0, 0, 1"
    })
    void locksAndOtherWeightsAreWhereTheVerifiedModelHasThem(
            String id, int ketama, int lock, int even, int uneven, int crc, int heavy, int fnv) {
        List<MemcachedServer> servers = weighted(1, 1, 1);
        assertThat(Distribution.KETAMA.over(servers).serverOf(id)).isEqualTo(ketama);
        assertThat(Distribution.KETAMA.over(servers).serverOf("lock." + id)).isEqualTo(lock);
        assertThat(Distribution.KETAMA_WEIGHTED.over(servers).serverOf(id)).isEqualTo(even);
        assertThat(Distribution.KETAMA_WEIGHTED.over(weighted(1, 3, 2)).serverOf(id))
                .isEqualTo(uneven);
        assertThat(first(servers, HashFunction.CRC32, id)).isEqualTo(crc);
        assertThat(first(weighted(1, 2, 1), HashFunction.CRC32, id)).isEqualTo(heavy);
        assertThat(first(servers, HashFunction.FNV, id)).isEqualTo(fnv);
    }

    private static int first(List<MemcachedServer> servers, HashFunction function, String id) {
        return Copies.byAttempts(HashStrategy.CONSISTENT.over(servers, function), 1, servers.size())
                .of(id)
                .get(0);
    }

    private static List<MemcachedServer> weighted(int first, int second, int third) {
        return List.of(
                new MemcachedServer("10.0.0.1", 11_211, first),
                new MemcachedServer("10.0.0.2", 11_211, second),
                new MemcachedServer("10.0.0.3", 11_212, third));
    }

    private static List<MemcachedServer> servers(JsonObject configuration) {
        String savePath = configuration.get("save_path").getAsString();
        return isPecl(configuration)
                ? MemcacheSavePath.parse(savePath).stream()
                        .map(MemcacheSavePath.Entry::server)
                        .toList()
                : MemcachedSavePath.parse(savePath);
    }

    private static boolean isPecl(JsonObject configuration) {
        return configuration.get("save_handler").getAsString().equals("memcache");
    }

    private static Copies copies(JsonObject configuration, List<MemcachedServer> servers) {
        Properties ini = new Properties();
        configuration.getAsJsonArray("ini").forEach(setting -> {
            String[] parts = setting.getAsString().split("=", 2);
            ini.setProperty(parts[0], parts[1]);
        });
        if (isPecl(configuration)) {
            HashFunction function =
                    ini.getProperty("memcache.hash_function", "crc32").equals("fnv")
                            ? HashFunction.FNV
                            : HashFunction.CRC32;
            HashStrategy strategy =
                    ini.getProperty("memcache.hash_strategy", "consistent").equals("standard")
                            ? HashStrategy.STANDARD
                            : HashStrategy.CONSISTENT;
            int redundancy = Integer.parseInt(ini.getProperty("memcache.session_redundancy", "2"));
            return Copies.byAttempts(strategy.over(servers, function), redundancy, servers.size());
        }
        Distribution distribution =
                ini.getProperty("memcached.sess_consistent_hash", "1").equals("0")
                        ? Distribution.MODULA
                        : ini.getProperty("memcached.sess_consistent_hash_type", "ketama")
                                        .equals("ketama")
                                ? Distribution.KETAMA
                                : Distribution.KETAMA_WEIGHTED;
        int replicas = Integer.parseInt(ini.getProperty("memcached.sess_number_of_replicas", "0"));
        return Copies.inOrder(distribution.over(servers), replicas, servers.size());
    }
}
