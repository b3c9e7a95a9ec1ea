/** Java and real PHP with its extensions memcached and memcache in the same sessions on the same servers. */
@NullMarked
package io.savehandler.interop.memcached;

import org.jspecify.annotations.NullMarked;
