/**
 * JMH benchmarks of Java alone, to look into what a program of {@code ./bench} found. {@code ./bench jmh} runs them.
 * Comparisons with a peer do not belong here.
 */
@NullMarked
package io.savehandler.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
