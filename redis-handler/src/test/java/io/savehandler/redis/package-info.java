/** Tests of the Redis handler, on real servers. */
@NullMarked
package io.savehandler.redis;

import org.jspecify.annotations.NullMarked;
