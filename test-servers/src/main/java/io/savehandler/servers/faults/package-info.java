/**
 * Faults of the network between a client and a real server. Start with {@link io.savehandler.servers.faults.FaultProxy}.
 * Faults of the server itself, such as a pause or a kill, are in {@link io.savehandler.servers.RealServer}.
 */
@NullMarked
package io.savehandler.servers.faults;

import org.jspecify.annotations.NullMarked;
