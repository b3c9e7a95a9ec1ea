package io.savehandler.redis;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.spi.ForwardingSessionHandler;

/** Compresses what is stored. The handler inside sees, and compares, only what is in Redis. */
final class RedisCompressingHandler extends ForwardingSessionHandler {
    private final RedisValueCodec codec;

    RedisCompressingHandler(SessionHandler inner, RedisValueCodec codec) {
        super(inner);
        this.codec = codec;
    }

    @Override
    public byte[] read(String id) {
        return codec.decode(inner().read(id));
    }

    @Override
    public void write(String id, byte[] data) {
        inner().write(id, codec.encode(data));
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        return inner().writeIfUnchanged(id, codec.encode(data));
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        byte[] data = codec.encode(wanted.data());
        return inner().regenerate(wanted.withData(data, wanted.deleteOld() ? data : codec.encode(wanted.oldData())));
    }
}
