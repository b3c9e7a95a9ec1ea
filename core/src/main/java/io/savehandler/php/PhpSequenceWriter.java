package io.savehandler.php;

/**
 * Writes the values of a changed sequence: those that PHP would write as they were keep their bytes (with the numbers of
 * slots moved where values before them changed), all others are written anew. Not thread-safe.
 */
public final class PhpSequenceWriter {
    private final PhpSequence source;
    private final PhpWriter writer;
    /** One more than the slots before a value that was copied; 0 for all others. */
    private final int[] copied;
    /** By the first value of a group: whether all that the group holds is known to the writer. */
    private final boolean[] registered;

    /**
     * A writer for what became of a sequence.
     *
     * @param source the sequence
     * @param writer where to write
     */
    public PhpSequenceWriter(PhpSequence source, PhpWriter writer) {
        this.source = source;
        this.writer = writer;
        this.copied = new int[source.backReferences().size() == 0 ? 0 : source.size()];
        this.registered = new boolean[copied.length];
    }

    /**
     * Writes values that stand one behind the other in the sequence, each with the bytes before it, which are its key.
     *
     * @param first the first value, from 0 to {@link PhpSequence#size} - 1
     * @param behindLast the one behind the last, at most {@link PhpSequence#size}
     * @throws PhpDataException if a value is nested deeper than PHP reads
     */
    public void keep(int first, int behindLast) {
        if (source.hasNamed()) {
            for (int i = first; i < behindLast; i++) {
                writer.keep(source.data(), source.keyStart(i), source.start(i));
                keep(i);
            }
        } else {
            writer.keep(source.data(), source.keyStart(first), source.end(behindLast - 1));
            writer.addSlots(source.slotsBefore(behindLast) - source.slotsBefore(first));
        }
    }

    private void keep(int index) {
        if (copyable(index)) {
            copy(index);
        } else {
            writer.value(built(index));
        }
    }

    /** A value to be written anew. What connected values hold that were copied before they were built has a slot, too. */
    private PhpValue built(int index) {
        PhpValue value = source.value(index);
        if (copied.length > 0) {
            ReferenceGroups groups = source.groups();
            int first = groups.first(index);
            for (int i = registered[first] ? -1 : first; i >= 0; i = groups.next(i)) {
                if (copied[i] > 0) {
                    register(i, copied[i] - 1 - source.slotsBefore(i));
                }
            }
            registered[first] = true;
        }
        return value;
    }

    private boolean copyable(int index) {
        return !source.changed(index) && (writer.known().isEmpty() || isNew(index)) && targetsStand(index);
    }

    /** Whether nothing of this value was written elsewhere before: PHP would name it by its slot. */
    private boolean isNew(int index) {
        IdentityNodes nodes = source.nodes(index);
        for (int i = 0; nodes != null && i < nodes.size(); i++) {
            if (writer.known().get(PhpWriter.identity(nodes.node(i))) != 0) {
                return false;
            }
        }
        for (int i = source.firstEnum(index); i < source.firstEnum(index + 1); i += 3) {
            if (writer.known().get(enumCase(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean targetsStand(int index) {
        BackReferences references = source.backReferences();
        for (int i = source.firstReference(index); i < source.firstReference(index + 1); i++) {
            int holder = source.valueOfSlot(references.target(i));
            if (throughPayload(references, i)
                    || (holder != index && copied[holder] == 0)
                    || (references.inPayload(i) && moved(index, references.target(i)) != references.target(i))) {
                return false;
            }
        }
        return true;
    }

    /** A value inside a payload is not held by reference once its class has it: holders have to be counted anew. */
    private boolean throughPayload(BackReferences references, int i) {
        return source.hasPayloads() && references.byReference(i);
    }

    private void copy(int index) {
        int slotsBefore = writer.slots();
        if (copied.length > 0) {
            copied[index] = slotsBefore + 1;
        }
        register(index, slotsBefore - source.slotsBefore(index));
        int at = source.start(index);
        BackReferences references = source.backReferences();
        for (int i = source.firstReference(index); i < source.firstReference(index + 1); i++) {
            int target = references.target(i);
            int now = moved(index, target);
            if (now != target) {
                writer.keep(source.data(), at, references.from(i) + 2);
                writer.number(now);
                at = references.to(i) - 1;
            }
        }
        writer.keep(source.data(), at, source.end(index));
        writer.addSlots(source.slotsBefore(index + 1) - source.slotsBefore(index));
    }

    /** The number that a slot has now, named from within a value that is being copied. */
    private int moved(int index, int target) {
        int holder = source.valueOfSlot(target);
        int slotsBefore = holder == index ? writer.slots() : copied[holder] - 1;
        return target - source.slotsBefore(holder) + slotsBefore;
    }

    private void register(int index, int shift) {
        IdentityNodes nodes = source.nodes(index);
        for (int i = 0; nodes != null && i < nodes.size(); i++) {
            writer.known().add(PhpWriter.identity(nodes.node(i)), nodes.slot(i) + shift);
        }
        IntList enums = source.enums();
        for (int i = source.firstEnum(index); i < source.firstEnum(index + 1); i += 3) {
            writer.known().add(enumCase(i), enums.get(i) + shift);
        }
    }

    private PhpEnum enumCase(int i) {
        int from = source.enums().get(i + 1);
        return new PhpEnum(new PhpString(source.data(), from, source.enums().get(i + 2) - from));
    }
}
