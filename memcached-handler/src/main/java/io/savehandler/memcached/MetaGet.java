package io.savehandler.memcached;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationState;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.protocol.BaseOperationImpl;

/**
 * Memcached's meta command {@code mg}, which the driver does not have: an item with the seconds that are left of its life.
 * Text protocol, Memcached 1.6 and newer. Used by the driver's thread.
 */
final class MetaGet extends BaseOperationImpl {
    private static final OperationStatus FOUND = new OperationStatus(true, "VA", StatusCode.SUCCESS);
    private static final OperationStatus NOT_FOUND = new OperationStatus(false, "EN", StatusCode.ERR_NOT_FOUND);
    private static final byte[] NO_ERROR = new byte[0];

    private final String key;
    private final OptionalInt expiry;
    private final Found found;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private byte[] data = NO_ERROR;
    private int read = -1;
    private String head = "";

    /** @param expiry from when on its time begins anew, if it does */
    MetaGet(String key, OptionalInt expiry, Found found, OperationCallback callback) {
        this.key = key;
        this.expiry = expiry;
        this.found = found;
        setCallback(callback);
    }

    @Override
    public void initialize() {
        String touch = expiry.isPresent() ? " T" + expiry.getAsInt() : "";
        setBuffer(ByteBuffer.wrap(("mg " + key + " v f c t" + touch + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void readFromBuffer(ByteBuffer buffer) {
        while (buffer.hasRemaining() && getState() != OperationState.COMPLETE) {
            if (read < 0) {
                readLine(buffer.get());
            } else {
                readData(buffer);
            }
        }
    }

    private void readLine(byte next) {
        if (next != '\n') {
            line.write(next);
            return;
        }
        head = line.toString(StandardCharsets.US_ASCII).strip();
        if (head.startsWith("VA ")) {
            data = new byte[Integer.parseInt(head.split(" ", -1)[1]) + 2];
            read = 0;
        } else if (head.equals("EN")) {
            end(NOT_FOUND);
        } else {
            end(new OperationStatus(false, head, StatusCode.ERR_UNKNOWN_COMMAND));
        }
    }

    private void readData(ByteBuffer buffer) {
        int piece = Math.min(buffer.remaining(), data.length - read);
        buffer.get(data, read, piece);
        read += piece;
        if (read == data.length) {
            byte[] value = new byte[data.length - 2];
            System.arraycopy(data, 0, value, 0, value.length);
            found.found(new MemcachedItem(value, (int) flag('f'), flag('c'), flag('t')));
            end(FOUND);
        }
    }

    private long flag(char name) {
        for (String word : head.split(" ", -1)) {
            if (word.charAt(0) == name) {
                return Long.parseLong(word.substring(1));
            }
        }
        return MemcachedItem.UNKNOWN_END;
    }

    private void end(OperationStatus status) {
        getCallback().receivedStatus(status);
        transitionState(OperationState.COMPLETE);
    }

    @Override
    public byte[] getErrorMsg() {
        return NO_ERROR;
    }

    /** Tells no key. */
    @Override
    public String toString() {
        return "MetaGet";
    }

    /** Takes the item, if there is one, before the operation is complete. */
    @FunctionalInterface
    interface Found {
        void found(MemcachedItem item);
    }
}
