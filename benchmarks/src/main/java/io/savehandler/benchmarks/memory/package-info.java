/**
 * The in-memory handler under a million sessions. Start at {@link io.savehandler.benchmarks.memory.MillionSessions}; it has
 * no peer in PHP.
 */
@NullMarked
package io.savehandler.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
