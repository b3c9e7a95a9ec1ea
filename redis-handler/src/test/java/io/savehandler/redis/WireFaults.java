package io.savehandler.redis;

import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.StoreFault;
import java.util.List;
import java.util.function.Consumer;

/**
 * A fault of all servers at once, by the proxies in front of them.
 *
 * @param fault begins at each proxy
 */
record WireFaults(List<FaultProxy> wires, Consumer<FaultProxy> fault) implements StoreFault {

    /** Nothing listens any more, and connections are cut. */
    static WireFaults unreachable(List<FaultProxy> wires) {
        return new WireFaults(wires, wire -> {
            wire.refuse();
            wire.cut(Cut.RESET);
        });
    }

    /** Connections are cut, and new ones at once. Other than an {@link #unreachable} one, the proxy stays the same. */
    static WireFaults hangingUp(List<FaultProxy> wires) {
        return new WireFaults(wires, FaultProxy::hangUp);
    }

    /** The servers do what they are told, and the connection is cut as soon as one answers. */
    static WireFaults lostAnswers(List<FaultProxy> wires) {
        return new WireFaults(wires, wire -> wire.toClient().cutAfter(0, Cut.RESET));
    }

    @Override
    public void begin() {
        wires.forEach(fault);
    }

    @Override
    public void end() {
        wires.forEach(FaultProxy::resume);
    }
}
