/**
 * What a handler costs above its driver, store by store. Start at {@link io.savehandler.benchmarks.handlers.HandlerBesideDriver};
 * comparisons with PHP do not belong here.
 */
@NullMarked
package io.savehandler.benchmarks.handlers;

import org.jspecify.annotations.NullMarked;
