package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.SessionIdPolicy;
import io.savehandler.spi.ForwardingHandlerContext;

/** A request's context as a wrapper shows it to the handler inside. */
final class InnerContext {
    private InnerContext() {}

    /** The same request, which neither writes nor locks. */
    static HandlerContext readOnly(HandlerContext context) {
        return new ForwardingHandlerContext(context) {
            @Override
            public boolean locking() {
                return false;
            }

            @Override
            public boolean readOnly() {
                return true;
            }
        };
    }

    /** The same request, whose ids are others. */
    static HandlerContext withIds(HandlerContext context, SessionIdPolicy ids) {
        return new ForwardingHandlerContext(context) {
            @Override
            public SessionIdPolicy ids() {
                return ids;
            }
        };
    }
}
