/**
 * Finds, starts and stops the real programs that tests talk to. Start with {@link io.savehandler.servers.RealPhp} and
 * {@link io.savehandler.servers.RequiresPhp}. What is tested with them lives in the tests.
 */
@NullMarked
package io.savehandler.servers;

import org.jspecify.annotations.NullMarked;
