package io.savehandler.php;

import org.jspecify.annotations.Nullable;

/** All entries of small igbinary data, built in one pass: finding out first where they are would take longer. */
final class SmallIgbinary {
    private static final int MOST_BYTES = 4096;
    private static final @Nullable IdentityNodes[] NO_NODES = {};

    final PhpKey[] keys;
    final PhpValue[] values;
    /** For each entry; empty where all are null. */
    final @Nullable IdentityNodes[] nodes;

    final int strings;
    final int slots;

    private SmallIgbinary(byte[] data, PhpLimits limits) {
        IgbinaryBuilder builder = new IgbinaryBuilder(data, limits);
        @Nullable IdentityNodes[] all = NO_NODES;
        int count = builder.start(Integer.BYTES);
        keys = new PhpKey[count];
        values = new PhpValue[count];
        for (int i = 0; i < count; i++) {
            keys[i] = builder.key();
            values[i] = builder.value(count - 1 - i);
            IdentityNodes found = builder.nodes();
            if (found != null) {
                all = all.length == 0 ? new IdentityNodes[count] : all;
                all[i] = found;
            }
        }
        nodes = all;
        strings = builder.strings();
        slots = builder.slotCount();
    }

    /** The entries; null where data is large, unusual or wrong. */
    static @Nullable SmallIgbinary read(byte[] data, PhpLimits limits) {
        if (data.length > Math.min(MOST_BYTES, limits.bytes()) || data.length < Integer.BYTES) {
            return null;
        }
        int version = (int) BigEndian.unsigned(data, 0, Integer.BYTES);
        if (version != 1 && version != 2) {
            return null;
        }
        try {
            return new SmallIgbinary(data, limits);
        } catch (PhpDataException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
