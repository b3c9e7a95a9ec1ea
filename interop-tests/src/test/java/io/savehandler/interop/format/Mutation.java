package io.savehandler.interop.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages valid data in small ways that keep much of it meaningful. */
final class Mutation {
    private static final byte[] TELLING = "0123456789;:{}\"aisbdNORrS+-.eE|\\".getBytes(StandardCharsets.US_ASCII);
    private static final String[] PIECES = {
        "N;",
        "b:1;",
        "i:+7;",
        "i:00;",
        "d:.5;",
        "d:1e3;",
        "R:2;",
        "r:2;",
        "R:3;",
        "r:1;",
        "a:0:{}",
        "S:2:\"\\41b\";",
        "s:0:\"\";",
        "O:8:\"stdClass\":0:{}",
        "O:3:\"Foo\":+1:{s:1:\"a\";N;}",
        "i:99999999999999999999;",
        "d:-INF;",
        "d:1e999;",
        "a:1:{i:0;N;}",
        "a:1:{s:1:\"7\";N;}",
        "}",
        "i:1;N;"
    };

    private final Random random;

    Mutation(long seed) {
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
        return switch (random.nextInt(7)) {
            case 0 -> spliced(data, at, 0, telling());
            case 1 -> spliced(data, at, length, new byte[0]);
            case 2 -> piece(data);
            case 3 -> repeated(data, at);
            case 4 -> digit(data, at);
            default -> spliced(data, at, Math.min(1, length), telling());
        };
    }

    private byte[] repeated(byte[] data, int at) {
        int from = random.nextInt(data.length + 1);
        int end = Math.min(data.length, from + random.nextInt(12));
        return spliced(data, at, 0, Arrays.copyOfRange(data, from, end));
    }

    /** Puts a whole value where another one may end. */
    private byte[] piece(byte[] data) {
        int at = random.nextInt(data.length + 1);
        while (at < data.length && at > 0 && data[at - 1] != ';' && data[at - 1] != '{' && data[at - 1] != '|') {
            at++;
        }
        int end = at;
        while (random.nextInt(3) > 0 && end < data.length && data[end] != ';') {
            end++;
        }
        byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.ISO_8859_1);
        return spliced(data, at, Math.min(data.length - at, end > at ? end + 1 - at : 0), piece);
    }

    private byte[] digit(byte[] data, int from) {
        int at = from;
        while (at < data.length && (data[at] < '0' || data[at] > '9')) {
            at++;
        }
        byte[] digit = {(byte) ('0' + random.nextInt(10))};
        return spliced(data, at, Math.min(1, data.length - at), digit);
    }

    private byte[] telling() {
        return new byte[] {
            random.nextInt(10) == 0 ? (byte) random.nextInt(256) : TELLING[random.nextInt(TELLING.length)]
        };
    }

    private static byte[] spliced(byte[] data, int at, int removed, byte[] added) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(data, 0, at);
        out.writeBytes(added);
        out.write(data, at + removed, data.length - at - removed);
        return out.toByteArray();
    }
}
