package io.savehandler.interop.format;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** Damages igbinary data in small ways that keep much of it meaningful. */
final class IgbinaryMutation {
    private static final int LARGEST_CODE = 0x27;
    private static final String[] PIECES = {
        "00",
        "04",
        "05",
        "0601",
        "0702",
        "0d",
        "110178",
        "0e00",
        "0e01",
        "1400",
        "14010d00",
        "1401060005",
        "0101",
        "0102",
        "2201",
        "2202",
        "25",
        "250101",
        "2506ff",
        "170141",
        "1701411400",
        "1a00",
        "1a011400",
        "0900ff",
        "150000",
        "12000178",
        "160000000106000d"
    };

    private final Random random;

    IgbinaryMutation(long seed) {
        this.random = new Random(seed);
    }

    byte[] of(byte[] data) {
        byte[] damaged = data;
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    private byte[] once(byte[] data) {
        int at = random.nextInt(data.length + 1);
        int length = Math.min(data.length - at, 1 + random.nextInt(random.nextInt(8) == 0 ? 20 : 2));
        return switch (random.nextInt(8)) {
            case 0 -> spliced(data, at, length, new byte[0]);
            case 1 -> spliced(data, at, 0, piece());
            case 2 -> spliced(data, at, length, piece());
            case 3 -> spliced(data, at, 0, copied(data));
            case 4 -> Arrays.copyOf(data, at);
            case 5 -> nudged(data, at);
            default -> spliced(data, at, Math.min(1, length), octet());
        };
    }

    private byte[] octet() {
        return new byte[] {(byte) random.nextInt(random.nextInt(4) == 0 ? 256 : LARGEST_CODE + 1)};
    }

    private byte[] piece() {
        return HexFormat.of().parseHex(PIECES[random.nextInt(PIECES.length)]);
    }

    private byte[] copied(byte[] data) {
        int from = random.nextInt(data.length + 1);
        return Arrays.copyOfRange(data, from, Math.min(data.length, from + random.nextInt(12)));
    }

    private byte[] nudged(byte[] data, int at) {
        byte[] nudged = data.clone();
        if (at < nudged.length) {
            nudged[at] += (byte) (random.nextBoolean() ? 1 : -1);
        }
        return nudged;
    }

    private static byte[] spliced(byte[] data, int at, int removed, byte[] added) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(data, 0, at);
        out.writeBytes(added);
        out.write(data, at + removed, data.length - at - removed);
        return out.toByteArray();
    }
}
