/** Tests of how the Redis handler is measured beside its driver. */
@NullMarked
package io.savehandler.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
