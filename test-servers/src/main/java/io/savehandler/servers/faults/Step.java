package io.savehandler.servers.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of the next bytes of a chunk.
 *
 * @param passed how many bytes go on their way
 * @param discarded how many bytes are thrown away
 * @param pause how long the connection then rests
 * @param cut how the connection then ends, if it does
 */
record Step(int passed, int discarded, Duration pause, Optional<Cut> cut) {
    static Step pass(int length, Duration pause, Optional<Cut> cut) {
        return new Step(length, 0, pause, cut);
    }

    static Step discard(int length) {
        return new Step(0, length, Duration.ZERO, Optional.empty());
    }

    static Step cut(Cut how) {
        return new Step(0, 0, Duration.ZERO, Optional.of(how));
    }
}
