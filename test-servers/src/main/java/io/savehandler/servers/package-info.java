/**
 * Finds, starts and stops the real programs that tests talk to. Start with
 * {@link io.savehandler.servers.RequiresServers}, {@link io.savehandler.servers.RealRedis} and its siblings, and
 * {@link io.savehandler.servers.RealPhp}. What is tested with them lives in the tests.
 */
@NullMarked
package io.savehandler.servers;

import org.jspecify.annotations.NullMarked;
