package io.savehandler.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.savehandler.SessionHandler;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class BrokenData {
    private BrokenData() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.that(
                        "treats data as text",
                        ContractRule.EXACT_BYTES,
                        (sound, context, store) ->
                                rewriting(sound, (id, data) -> new String(data, UTF_8).getBytes(UTF_8)),
                        "everyByteValueIsReadBack",
                        "dataOfEveryLengthIsReadBack",
                        "shorterDataReplacesLongerData",
                        "theStoreHoldsTheBytesThemselves"),
                BrokenHandler.that(
                        "drops zeros at the end",
                        ContractRule.EXACT_BYTES,
                        (sound, context, store) -> rewriting(sound, (id, data) -> withoutZerosAtTheEnd(data)),
                        "everyByteValueIsReadBack",
                        "dataOfEveryLengthIsReadBack",
                        "shorterDataReplacesLongerData"),
                BrokenHandler.that(
                        "writes over the old data without shortening it",
                        ContractRule.EXACT_BYTES,
                        (sound, context, store) -> rewriting(sound, (id, data) -> inPlace(store.inspect(id), data)),
                        "shorterDataReplacesLongerData"),
                BrokenHandler.that(
                        "cuts off what is over the limit",
                        ContractRule.EXACT_BYTES,
                        (sound, context, store) -> rewriting(
                                sound,
                                (id, data) -> Arrays.copyOf(data, Math.min(data.length, BreakableFixture.LIMIT))),
                        "dataOverTheLimitIsRefusedAndTheOldDataStays"),
                BrokenHandler.that(
                        "keeps the caller's array",
                        ContractRule.EXACT_BYTES,
                        (sound, context, store) -> new KeepingArrays(sound),
                        "arraysAreNotShared"));
    }

    private static SessionHandler rewriting(SessionHandler sound, Rewriting rewriting) {
        return new PassingHandler(sound) {
            @Override
            public void write(String id, byte[] data) {
                sound.write(id, rewriting.rewrite(id, data));
            }
        };
    }

    private static byte[] withoutZerosAtTheEnd(byte[] data) {
        int length = data.length;
        while (length > 0 && data[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(data, length);
    }

    private static byte[] inPlace(Optional<byte[]> old, byte[] data) {
        byte[] result = Arrays.copyOf(
                data, Math.max(data.length, old.map(bytes -> bytes.length).orElse(0)));
        old.ifPresent(bytes -> System.arraycopy(
                bytes, Math.min(bytes.length, data.length), result, data.length, result.length - data.length));
        return result;
    }

    private interface Rewriting {
        byte[] rewrite(String id, byte[] data);
    }

    private static final class KeepingArrays extends PassingHandler {
        private byte @Nullable [] kept;

        KeepingArrays(SessionHandler sound) {
            super(sound);
        }

        @Override
        public void write(String id, byte[] data) {
            sound.write(id, data);
            kept = data;
        }

        @Override
        public byte[] read(String id) {
            byte[] stored = sound.read(id);
            return Objects.requireNonNullElse(kept, stored);
        }
    }
}
