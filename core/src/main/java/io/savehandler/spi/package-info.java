/**
 * What an author of a handler needs besides the contract: the base of a handler without locks ({@link
 * io.savehandler.spi.KeyValueSessionHandler}), the loop that waits for a lock ({@link io.savehandler.spi.LockAttempts}),
 * the queue of a JVM's own requests ({@link io.savehandler.spi.LocalLockQueue}), the renewal of locks that run out
 * ({@link io.savehandler.spi.LeaseRenewals}) the wait for an answer ({@link io.savehandler.spi.StoreReply}) and
 * the bases of a wrapper ({@link io.savehandler.spi.ForwardingSessionHandler}). Applications do not need this package.
 */
@NullMarked
package io.savehandler.spi;

import org.jspecify.annotations.NullMarked;
