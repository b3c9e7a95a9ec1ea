package io.savehandler.memcached;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.spy.memcached.ops.DeleteOperation;
import net.spy.memcached.ops.GetAndTouchOperation;
import net.spy.memcached.ops.GetsOperation;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationState;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.ops.StoreOperation;
import org.jspecify.annotations.Nullable;

/** The driver's callbacks for one operation as one future. The driver's thread completes it. */
abstract class WireReply<T> extends CompletableFuture<T> implements OperationCallback {
    private @Nullable OperationStatus status;
    private volatile @Nullable Operation operation;

    /** What the answer means. */
    abstract T result(MemcachedVerdict verdict);

    void isFor(Operation sent) {
        operation = sent;
    }

    @Override
    public void receivedStatus(OperationStatus received) {
        if (status == null) {
            status = received;
        }
    }

    @Override
    public void complete() {
        OperationStatus received = status;
        StatusCode code = received == null ? StatusCode.CANCELLED : received.getStatusCode();
        if (received != null && received.isSuccess()) {
            complete(result(MemcachedVerdict.DONE));
        } else if (code == StatusCode.ERR_NOT_FOUND) {
            complete(result(MemcachedVerdict.MISSING));
        } else if (code == StatusCode.ERR_EXISTS || code == StatusCode.ERR_NOT_STORED) {
            complete(result(MemcachedVerdict.CHANGED));
        } else if (isUnanswered(code)) {
            completeExceptionally(new WireException(
                    wasSent() ? WireException.Kind.NO_ANSWER : WireException.Kind.NOT_SENT, "the connection was lost"));
        } else {
            completeExceptionally(new WireException(
                    WireException.Kind.REFUSED, received == null ? "" : String.valueOf(received.getMessage())));
        }
    }

    private static boolean isUnanswered(@Nullable StatusCode code) {
        return code == null || code == StatusCode.CANCELLED || code == StatusCode.TIMEDOUT;
    }

    private boolean wasSent() {
        Operation sent = operation;
        return sent != null && sent.getState() != OperationState.WRITE_QUEUED;
    }

    /** Of a question for an item; nothing where there is none. */
    static final class OfItem extends WireReply<Optional<MemcachedItem>>
            implements GetsOperation.Callback, GetAndTouchOperation.Callback {
        private @Nullable MemcachedItem item;

        @Override
        public void gotData(String key, int flags, long cas, byte[] data) {
            item = new MemcachedItem(data, flags, cas, MemcachedItem.UNKNOWN_END);
        }

        void found(MemcachedItem with) {
            item = with;
        }

        @Override
        Optional<MemcachedItem> result(MemcachedVerdict verdict) {
            return Optional.ofNullable(item);
        }
    }

    /** Of a change. */
    static final class OfChange extends WireReply<MemcachedAnswer>
            implements StoreOperation.Callback, DeleteOperation.Callback {
        private long newCas;

        @Override
        public void gotData(String key, long cas) {
            newCas = cas;
        }

        @Override
        public void gotData(long cas) {
            newCas = cas;
        }

        @Override
        MemcachedAnswer result(MemcachedVerdict verdict) {
            return new MemcachedAnswer(verdict, newCas);
        }
    }
}
