/** Short runs of each program, to see that it works; the numbers mean nothing here. */
@NullMarked
package io.savehandler.benchmarks;

import org.jspecify.annotations.NullMarked;
