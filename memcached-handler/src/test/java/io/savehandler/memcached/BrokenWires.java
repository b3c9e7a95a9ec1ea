package io.savehandler.memcached;

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
record BrokenWires(List<FaultProxy> wires, Consumer<FaultProxy> fault) implements StoreFault {

    /** Nothing listens any more, and connections are cut. */
    static BrokenWires unreachable(List<FaultProxy> wires) {
        return new BrokenWires(wires, wire -> {
            wire.refuse();
            wire.cut(Cut.RESET);
        });
    }

    /** The servers do what they are told, and the connection is cut as soon as one answers. */
    static BrokenWires lostAnswers(List<FaultProxy> wires) {
        return new BrokenWires(wires, wire -> wire.toClient().cutAfter(0, Cut.RESET));
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
