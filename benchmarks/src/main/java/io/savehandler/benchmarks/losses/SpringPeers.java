package io.savehandler.benchmarks.losses;

import jakarta.servlet.Filter;
import java.util.function.Function;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Spring Session on Redis, with its defaults, in Tomcat. */
final class SpringPeers {
    private SpringPeers() {}

    static LossesPeer usual(int redis) {
        return new LossesPeer(
                "Spring Session 3.5, RedisSessionRepository",
                work -> start(
                        redis, operations -> new SessionRepositoryFilter<>(new RedisSessionRepository(operations))));
    }

    static LossesPeer indexed(int redis) {
        return new LossesPeer(
                "Spring Session 3.5, RedisIndexedSessionRepository",
                work -> start(redis, operations -> {
                    RedisIndexedSessionRepository repository = new RedisIndexedSessionRepository(operations);
                    repository.setApplicationEventPublisher(event -> {});
                    return new SessionRepositoryFilter<>(repository);
                }));
    }

    private static PeerNode start(int redis, Function<RedisOperations<String, Object>, Filter> filters)
            throws Exception {
        LettuceConnectionFactory connections =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", redis));
        connections.afterPropertiesSet();
        connections.start();
        RedisTemplate<String, Object> operations = new RedisTemplate<>();
        operations.setConnectionFactory(connections);
        operations.setKeySerializer(RedisSerializer.string());
        operations.setHashKeySerializer(RedisSerializer.string());
        operations.afterPropertiesSet();
        PeerNode tomcat = TomcatPeerNode.start(filters.apply(operations));
        return new OwningNode(tomcat, connections::destroy);
    }
}
