/**
 * How PHP puts a session's variables into bytes: its serialize handlers. Start at
 * {@link io.savehandler.format.SessionFormats}. Single values live in {@link io.savehandler.php}; handlers, ids and
 * requests do not belong here.
 */
@NullMarked
package io.savehandler.format;

import org.jspecify.annotations.NullMarked;
