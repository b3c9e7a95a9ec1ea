package io.savehandler.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answer of a script that is a list without lists in it. The driver's own takes any, for which it keeps a queue; all
 * requests share the thread that does it. Used by that thread.
 */
final class RedisListOutput extends CommandOutput<byte[], byte[], List<@Nullable Object>> {
    private static final int USUAL = 3;

    RedisListOutput() {
        super(ByteArrayCodec.INSTANCE, new ArrayList<>(USUAL));
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        output.add(bytes == null ? null : codec.decodeValue(bytes));
    }

    @Override
    public void set(long integer) {
        output.add(integer);
    }
}
