package io.savehandler.springtests;

import static io.savehandler.springtests.NotesVisitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes that share a Redis by their properties alone, while it is there and when it is gone. */
@Tag("once")
@RequiresServers(Server.REDIS)
class RedisNotesTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nodesShareARedisAndSayWhenItIsGone(boolean springSession) throws Exception {
        try (RealRedis redis = RealRedis.launch().password("hunter2").start()) {
            Map<String, String> properties = Map.of(
                    "savehandler.save-handler",
                    "redis",
                    "savehandler.save-path",
                    "tcp://127.0.0.1:" + redis.port() + "?auth=hunter2&timeout=2",
                    "savehandler.spring-session.enabled",
                    Boolean.toString(springSession),
                    "management.endpoint.health.show-details",
                    "always");
            try (BootNode one = BootNode.start(NotesApplication.class, properties, context -> {});
                    BootNode other = BootNode.start(NotesApplication.class, properties, context -> {})) {
                NotesVisitor ada = new NotesVisitor(List.of(one, other));
                assertThat(location(ada.logIn("ada", "lovelace"))).isEqualTo("/");
                assertThat(ada.get("/note?text=one").body()).isEqualTo("[one]");
                assertThat(ada.get("/note?text=two").body()).isEqualTo("[one, two]");
                assertThat(ada.get("/actuator/health").body()).contains("\"saveHandler\":\"redis\"");
                redis.kill();
                assertThat(ada.get("/me").statusCode()).isEqualTo(503);
                assertThat(new NotesVisitor(List.of(one))
                                .get("/actuator/health")
                                .body())
                        .contains("\"status\":\"DOWN\"", "\"store\":")
                        .doesNotContain("hunter2");
            }
        }
    }
}
