/**
 * The {@code files} handler beside PHP's on one directory. Start at {@link io.savehandler.benchmarks.files.FilesBesidePhp};
 * what PHP does is in {@code files.php}.
 */
@NullMarked
package io.savehandler.benchmarks.files;

import org.jspecify.annotations.NullMarked;
