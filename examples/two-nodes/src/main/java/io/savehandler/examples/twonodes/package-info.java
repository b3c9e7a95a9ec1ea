/**
 * The demonstration: web nodes that share one session through its store. Start with
 * {@link io.savehandler.examples.twonodes.TwoNodes}. Nothing here is part of the library.
 */
@NullMarked
package io.savehandler.examples.twonodes;

import org.jspecify.annotations.NullMarked;
