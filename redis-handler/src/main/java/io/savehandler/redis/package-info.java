/**
 * Sessions in Redis, under the keys and locks of phpredis. Start with {@link
 * io.savehandler.redis.RedisSessionHandlerFactory}. Drivers' types appear in the factory's builder and nowhere else in public.
 */
@NullMarked
package io.savehandler.redis;

import org.jspecify.annotations.NullMarked;
