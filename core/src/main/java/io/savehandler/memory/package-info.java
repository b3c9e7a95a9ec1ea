/**
 * Sessions in the heap of this JVM, for unit tests and for applications of one process. Start with {@link
 * io.savehandler.memory.InMemorySessionHandlerFactory}, and in tests with {@link io.savehandler.memory.ManualClock}.
 * Nothing here outlives the JVM or is shared with PHP.
 */
@NullMarked
package io.savehandler.memory;

import org.jspecify.annotations.NullMarked;
