package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import java.util.OptionalInt;

/** {@link ContractRule#EXACT_BYTES}. */
public interface DataContract extends HandlerUnderTest {

    /** All 256 values, in both orders, so that none is special at either end. */
    @RuleTest(ContractRule.EXACT_BYTES)
    default void everyByteValueIsReadBack(Trial trial) {
        String id = trial.newId();
        byte[] data = new byte[512];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i < 256 ? i : 511 - i);
        }
        trial.write(id, data);
        assertArrayEquals(data, trial.read(id));
    }

    /** Lengths around powers of two, as far as the store's limit. */
    @RuleTest(ContractRule.EXACT_BYTES)
    default void dataOfEveryLengthIsReadBack(Trial trial) {
        int limit = trial.fixture().maxDataLength().orElse(1 << 20);
        for (int power = 1; power <= limit; power *= 4) {
            for (int length = power - 1; length <= Math.min(power + 1, limit); length++) {
                String id = trial.newId();
                trial.write(id, Bytes.ofLength(length));
                assertArrayEquals(Bytes.ofLength(length), trial.read(id), "data of " + length + " bytes");
            }
        }
    }

    /** Longer data is replaced by shorter data, and by none. */
    @RuleTest(ContractRule.EXACT_BYTES)
    default void shorterDataReplacesLongerData(Trial trial) {
        String id = trial.newId();
        for (int length : new int[] {300, 7, 299, 0, 1}) {
            trial.write(id, Bytes.ofLength(length));
            assertArrayEquals(Bytes.ofLength(length), trial.read(id));
        }
    }

    /** What the second door puts in is read, what is written can be seen through it. */
    @RuleTest(ContractRule.EXACT_BYTES)
    default void theStoreHoldsTheBytesThemselves(Trial trial) {
        String id = trial.seeded("seeded\0\377");
        assertEquals("seeded\0\377", Bytes.text(trial.read(id)));
        trial.write(id, Bytes.of("written\0\377"));
        trial.assertStored("written\0\377", id);
    }

    /** The caller may use its arrays again. */
    @RuleTest(ContractRule.EXACT_BYTES)
    default void arraysAreNotShared(Trial trial) {
        String id = trial.newId();
        byte[] data = Bytes.of("data");
        try (SessionHandler handler = trial.request()) {
            handler.write(id, data);
            data[0] = 'X';
            byte[] read = handler.read(id);
            assertEquals("data", Bytes.text(read));
            read[1] = 'X';
        }
        assertEquals("data", Bytes.text(trial.read(id)));
    }

    /** One byte over the limit is too much. */
    @RuleTest(ContractRule.EXACT_BYTES)
    default void dataOverTheLimitIsRefusedAndTheOldDataStays(Trial trial) {
        OptionalInt limit = trial.fixture().maxDataLength();
        assumeTrue(limit.isPresent(), "the store has no limit");
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            assertEquals("old", Bytes.text(handler.read(id)));
            byte[] tooLong = Bytes.ofLength(limit.getAsInt() + 1);
            assertThrows(SessionException.class, () -> handler.write(id, tooLong));
        }
        trial.assertStored("old", id);
    }
}
