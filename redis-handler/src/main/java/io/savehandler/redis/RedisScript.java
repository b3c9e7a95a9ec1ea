package io.savehandler.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ValueOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** What Redis does in one step; one Lua file each. Sent by its hash, and in full where the server does not know that yet. */
enum RedisScript {
    ACQUIRE("acquire.lua", ScriptOutputType.MULTI),
    HELD("held.lua", ScriptOutputType.MULTI),
    READ("read.lua", ScriptOutputType.MULTI),
    WRITE("write.lua", ScriptOutputType.VALUE),
    TOUCH("touch.lua", ScriptOutputType.VALUE),
    REGENERATE("regenerate.lua", ScriptOutputType.VALUE),
    REMOVE("remove.lua", ScriptOutputType.VALUE),
    RENEW("renew.lua", ScriptOutputType.INTEGER),

    /** phpredis's own text, to the byte, so that a server which PHP uses knows it by the same hash. */
    RELEASE("release.lua", ScriptOutputType.INTEGER);

    private static final int MOST_KEYS = 4;

    @SuppressWarnings("ImmutableEnumChecker") // an array that nobody writes to
    private final byte[] text;

    private final String sha1;

    @SuppressWarnings("ImmutableEnumChecker") // arrays that nobody writes to
    private final byte[][] byHash;

    private final ScriptOutputType output;

    RedisScript(String file, ScriptOutputType output) {
        this.text = load(file);
        this.sha1 = sha1(text);
        this.byHash = new byte[MOST_KEYS][];
        for (int i = 0; i < MOST_KEYS; i++) {
            byHash[i] = RedisArguments.beginning(ascii(sha1), i + 1);
        }
        this.output = output;
    }

    String sha1() {
        return sha1;
    }

    /** How the frame begins that names the script by its hash. */
    byte[] byHash(int keys) {
        return byHash[keys - 1];
    }

    /** How the frame begins that brings the script's text. */
    byte[] inFull(int keys) {
        return RedisArguments.beginning(text, keys);
    }

    /** Takes one answer; which type that has, the caller knows. */
    @SuppressWarnings("unchecked")
    <T> CommandOutput<byte[], byte[], T> newOutput() {
        CommandOutput<byte[], byte[], ?> taken = switch (output) {
            case MULTI -> new RedisListOutput();
            case INTEGER -> new IntegerOutput<>(ByteArrayCodec.INSTANCE);
            default -> new ValueOutput<>(ByteArrayCodec.INSTANCE);
        };
        return (CommandOutput<byte[], byte[], T>) taken;
    }

    private static byte[] load(String file) {
        try (InputStream script = Objects.requireNonNull(RedisScript.class.getResourceAsStream(file), file)) {
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
