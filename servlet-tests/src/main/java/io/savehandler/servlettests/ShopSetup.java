package io.savehandler.servlettests;

import io.savehandler.Concurrency;
import io.savehandler.Sessions;
import java.util.Map;

/**
 * What one node of the shop is started with.
 *
 * @param sessions on the store that all nodes share; closed by the scenario, after the nodes
 * @param concurrency how one visitor's parallel requests share the session
 * @param settings what {@code sessions} were made from, for stacks that are configured by text and make their own; those of
 *     {@link ShopStore#MEMORY} would not share anything
 */
public record ShopSetup(Sessions sessions, Concurrency concurrency, Map<String, String> settings) {
    /** A node's setup. */
    public ShopSetup {
        settings = Map.copyOf(settings);
    }

    @Override
    public String toString() {
        return "ShopSetup[" + concurrency + "]";
    }
}
