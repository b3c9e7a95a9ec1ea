/**
 * Session formats beside PHP's own code. Start at {@link io.savehandler.benchmarks.formats.FormatsBesidePhp}; what PHP
 * does is in {@code formats.php}.
 */
@NullMarked
package io.savehandler.benchmarks.formats;

import org.jspecify.annotations.NullMarked;
