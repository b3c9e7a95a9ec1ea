/**
 * What an author of a handler needs besides the contract: the one loop that waits for a lock ({@link
 * io.savehandler.spi.LockAttempts}) and the queue of a JVM's own requests ({@link io.savehandler.spi.LocalLockQueue}).
 * Applications do not need this package.
 */
@NullMarked
package io.savehandler.spi;

import org.jspecify.annotations.NullMarked;
