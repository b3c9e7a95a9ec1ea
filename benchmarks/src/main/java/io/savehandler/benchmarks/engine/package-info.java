/**
 * What the engine costs above its handler. Start at {@link io.savehandler.benchmarks.engine.EngineOverhead}; what a
 * handler costs in its store is measured elsewhere.
 */
@NullMarked
package io.savehandler.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
