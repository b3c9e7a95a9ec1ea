/**
 * Session data of strangers: start at {@link io.savehandler.fuzz.FormatsFuzzTest}. What can be judged by real PHP belongs
 * to the tests beside it.
 */
@NullMarked
package io.savehandler.fuzz;

import org.jspecify.annotations.NullMarked;
