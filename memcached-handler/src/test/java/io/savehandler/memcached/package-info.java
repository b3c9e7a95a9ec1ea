/** Tests of the Memcached handler. */
@NullMarked
package io.savehandler.memcached;

import org.jspecify.annotations.NullMarked;
