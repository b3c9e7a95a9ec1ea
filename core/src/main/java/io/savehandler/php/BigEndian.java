package io.savehandler.php;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of several bytes whose highest comes first, as igbinary has them. */
final class BigEndian {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static long longAt(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    static void putLong(byte[] bytes, int at, long number) {
        LONGS.set(bytes, at, number);
    }

    static void putInt(byte[] bytes, int at, int number) {
        INTS.set(bytes, at, number);
    }

    static void putShort(byte[] bytes, int at, int number) {
        SHORTS.set(bytes, at, (short) number);
    }

    /** An unsigned number of 1, 2, 4 or 8 bytes; eight may fill the sign. */
    static long unsigned(byte[] bytes, int from, int width) {
        return switch (width) {
            case 1 -> bytes[from] & 0xff;
            case 2 -> (short) SHORTS.get(bytes, from) & 0xffff;
            case 4 -> (int) INTS.get(bytes, from) & 0xffff_ffffL;
            default -> longAt(bytes, from);
        };
    }
}
