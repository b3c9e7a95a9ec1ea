/** Java and real PHP with phpredis in the same sessions on the same servers. */
@NullMarked
package io.savehandler.interop.redis;

import org.jspecify.annotations.NullMarked;
