/**
 * What parallel requests of one visitor lose on two nodes, here and with the peers. Start at
 * {@link io.savehandler.benchmarks.losses.LossesBesidePeers}.
 */
@NullMarked
package io.savehandler.benchmarks.losses;

import org.jspecify.annotations.NullMarked;
