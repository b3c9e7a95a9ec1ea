package io.savehandler.memcached;

import net.spy.memcached.OperationFactory;
import net.spy.memcached.protocol.ascii.AsciiOperationFactory;
import net.spy.memcached.protocol.binary.BinaryOperationFactory;

/** How Memcached is spoken to. What is stored is the same. */
public enum MemcachedProtocol {
    /**
     * Lines of text, the default. Memcached 1.6 and newer tells in it when a session ends, so that no touch ends one earlier
     * than it would have ended. Knows no login.
     */
    TEXT {
        @Override
        OperationFactory operations() {
            return new AsciiOperationFactory();
        }
    },
    /**
     * Packets, PHP's default for its extension {@code memcached}, and needed for a login. Nobody tells when a session ends: as
     * in PHP, a touch by an application with a shorter lifetime ends it earlier.
     */
    BINARY {
        @Override
        OperationFactory operations() {
            return new BinaryOperationFactory();
        }
    };

    abstract OperationFactory operations();
}
