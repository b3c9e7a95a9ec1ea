package io.savehandler.benchmarks.redis;

/** Who serves the requests. */
public enum RedisRival {
    /** The driver alone, sent what the handler sends. */
    LETTUCE {
        @Override
        RedisRequests connect(int port, RedisRequestKind kind) {
            return new LettuceRequests(port, kind);
        }
    },
    /** The handler. */
    HANDLER {
        @Override
        RedisRequests connect(int port, RedisRequestKind kind) {
            return new HandlerRequests(port, kind);
        }
    };

    /** Connects to a server on this machine. */
    abstract RedisRequests connect(int port, RedisRequestKind kind);
}
