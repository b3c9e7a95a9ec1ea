package io.savehandler.php;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an array that igbinary wrote: read one key and one value after the other, then found by number. Not
 * thread-safe.
 */
public final class IgbinarySequence implements StoredValues {
    private final IgbinaryReader reader;
    private final int count;
    private final List<PhpValue> values = new ArrayList<>();
    private final List<@Nullable IdentityNodes> nodes = new ArrayList<>();
    private final IntList ends = new IntList();
    private boolean hasNodes;

    /**
     * Starts to read.
     *
     * @param data what igbinary wrote, which must not change any more: strings are slices of it. No bytes are no entries.
     * @param limits what to refuse
     * @throws PhpDataException if the data does not start with an array or object, or is longer than allowed
     */
    public IgbinarySequence(byte[] data, PhpLimits limits) {
        this.reader = new IgbinaryReader(data, limits);
        this.count = data.length == 0 ? 0 : reader.start();
    }

    /**
     * How many entries the data claims to have, those without a value included.
     *
     * @return at least 0
     */
    public int count() {
        return count;
    }

    /**
     * Where the next key or value starts.
     *
     * @return a byte offset
     */
    public int offset() {
        return reader.pos();
    }

    /**
     * Reads the next entry's key.
     *
     * @return the key as it was written; null if that is all of the entry
     * @throws PhpDataException if no key stands there
     */
    public @Nullable PhpKey nextKey() {
        return reader.key();
    }

    /**
     * Reads the next entry's value, which gets the next number.
     *
     * @throws PhpDataException if no value stands there, or it breaks a limit
     */
    public void add() {
        values.add(reader.value());
        IdentityNodes found = reader.nodes();
        nodes.add(found);
        hasNodes |= found != null;
        ends.add(reader.pos());
    }

    /**
     * How many values were read.
     *
     * @return at least 0
     */
    public int size() {
        return values.size();
    }

    /**
     * Where a value ends.
     *
     * @param index its number
     * @return the byte offset behind it
     */
    public int end(int index) {
        return ends.get(index);
    }

    @Override
    public PhpValue value(int index) {
        return values.get(index);
    }

    @Override
    public boolean changed(int index) {
        IdentityNodes found = nodes.get(index);
        return found != null && found.changed();
    }

    @Override
    public boolean changed() {
        for (int i = 0; hasNodes && i < nodes.size(); i++) {
            if (changed(i)) {
                return true;
            }
        }
        return false;
    }
}
