/**
 * Sessions in Memcached, where and as PHP's extensions {@code memcached} and {@code memcache} keep them.
 */
@NullMarked
package io.savehandler.memcached;

import org.jspecify.annotations.NullMarked;
