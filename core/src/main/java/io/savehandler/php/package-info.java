/**
 * PHP's values and the text that PHP's {@code serialize()} makes of them. Start at {@link io.savehandler.php.PhpValue};
 * {@link io.savehandler.php.PhpReader} and {@link io.savehandler.php.PhpWriter} go between the two. Sessions, handlers
 * and the way a session's keys are framed do not belong here.
 */
@NullMarked
package io.savehandler.php;

import org.jspecify.annotations.NullMarked;
