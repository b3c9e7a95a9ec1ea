/** Tests of how handlers are measured beside their drivers. */
@NullMarked
package io.savehandler.benchmarks.handlers;

import org.jspecify.annotations.NullMarked;
