/**
 * What the Redis handler costs above the driver. Start at {@link io.savehandler.benchmarks.redis.RedisBesideLettuce};
 * comparisons with PHP do not belong here.
 */
@NullMarked
package io.savehandler.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
