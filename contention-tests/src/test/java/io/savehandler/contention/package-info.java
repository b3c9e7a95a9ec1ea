/**
 * What threads do to each other in the in-memory store and in the queue for locks, searched by Lincheck. Start with {@link
 * io.savehandler.contention.InterleavingsTest}; each of the other classes is one object under test and its operations.
 */
@NullMarked
package io.savehandler.contention;

import org.jspecify.annotations.NullMarked;
