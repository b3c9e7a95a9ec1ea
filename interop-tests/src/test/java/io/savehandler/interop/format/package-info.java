/**
 * PHP's session formats, judged by real PHP: start at {@link io.savehandler.interop.format.SessionJudge}. Vectors that
 * were made beforehand are core's own tests.
 */
@NullMarked
package io.savehandler.interop.format;

import org.jspecify.annotations.NullMarked;
