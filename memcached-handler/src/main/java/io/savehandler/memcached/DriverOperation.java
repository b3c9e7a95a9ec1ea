package io.savehandler.memcached;

import java.io.IOException;
import java.nio.ByteBuffer;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationErrorType;
import net.spy.memcached.ops.OperationException;
import net.spy.memcached.ops.OperationState;

/**
 * One operation in the driver's queue. The driver ends its connection when the server says {@code SERVER_ERROR}, as a full one
 * does: whatever others wait for would get no answer. That error leaves the connection as it was, so it is kept from the driver
 * here; whoever asked has been told by then. Thread-safe as the driver's operations are.
 */
final class DriverOperation implements Operation {
    private final Operation operation;

    DriverOperation(Operation operation) {
        this.operation = operation;
    }

    @Override
    public void readFromBuffer(ByteBuffer data) throws IOException {
        try {
            operation.readFromBuffer(data);
        } catch (OperationException e) {
            if (e.getType() != OperationErrorType.SERVER) {
                throw e;
            }
        }
    }

    @Override
    public boolean isCancelled() {
        return operation.isCancelled();
    }

    @Override
    public boolean hasErrored() {
        return operation.hasErrored();
    }

    @Override
    public OperationException getException() {
        return operation.getException();
    }

    @Override
    public OperationCallback getCallback() {
        return operation.getCallback();
    }

    @Override
    public void cancel() {
        operation.cancel();
    }

    @Override
    public OperationState getState() {
        return operation.getState();
    }

    @Override
    public ByteBuffer getBuffer() {
        return operation.getBuffer();
    }

    @Override
    public void writing() {
        operation.writing();
    }

    @Override
    public void writeComplete() {
        operation.writeComplete();
    }

    @Override
    public void initialize() {
        operation.initialize();
    }

    @Override
    public void handleRead(ByteBuffer data) {
        operation.handleRead(data);
    }

    @Override
    public MemcachedNode getHandlingNode() {
        return operation.getHandlingNode();
    }

    @Override
    public void setHandlingNode(MemcachedNode to) {
        operation.setHandlingNode(to);
    }

    @Override
    public void timeOut() {
        operation.timeOut();
    }

    @Override
    public boolean isTimedOut() {
        return operation.isTimedOut();
    }

    @Override
    public boolean isTimedOut(long ttlMillis) {
        return operation.isTimedOut(ttlMillis);
    }

    @Override
    public boolean isTimedOutUnsent() {
        return operation.isTimedOutUnsent();
    }

    @Override
    public long getWriteCompleteTimestamp() {
        return operation.getWriteCompleteTimestamp();
    }

    @Override
    public byte[] getErrorMsg() {
        return operation.getErrorMsg();
    }

    @Override
    public void addClone(Operation op) {
        operation.addClone(op);
    }

    @Override
    public int getCloneCount() {
        return operation.getCloneCount();
    }

    @Override
    public void setCloneCount(int count) {
        operation.setCloneCount(count);
    }
}
