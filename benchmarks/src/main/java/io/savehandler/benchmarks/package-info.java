/**
 * What {@code ./bench} runs. Start at {@link io.savehandler.benchmarks.Bench}, which lists the programs; each has a
 * package of its own, and what they share to measure with is here.
 */
@NullMarked
package io.savehandler.benchmarks;

import org.jspecify.annotations.NullMarked;
