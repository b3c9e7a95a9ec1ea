package io.savehandler.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LentArraysTest {
    private static final int THREADS = 40;
    private static final int TIMES = 300;

    @Test
    void areLentToOneAtATimeAndAgain() {
        LentArrays first = LentArrays.borrow();
        LentArrays second = LentArrays.borrow();
        assertThat(second).isNotSameAs(first);
        assertThat(second.bytes).isNotSameAs(first.bytes);
        first.giveBack();
        second.giveBack();
        LentArrays again = LentArrays.borrow();
        again.giveBack();
        assertThat(again).isSameAs(first);
    }

    @Test
    void comeBackFromWhatCouldNotBeWritten() {
        LentArrays usual = LentArrays.borrow();
        usual.giveBack();
        SessionFormat narrow =
                SessionFormats.igbinary().withLimits(PhpLimits.defaults().withBytes(100));
        SessionVariables session = narrow.decode(data(1));
        session.put("long", PhpValue.of("x".repeat(200)));
        assertThatThrownBy(() -> narrow.encode(session)).isInstanceOf(PhpSizeException.class);
        LentArrays next = LentArrays.borrow();
        next.giveBack();
        assertThat(next).isSameAs(usual);
    }

    @Test
    void areGivenBackOnceByAWriterThatIsClosedTwice() {
        LentArrays usual = LentArrays.borrow();
        usual.giveBack();
        IgbinarySequence source = new IgbinarySequence(data(1), PhpLimits.defaults());
        IgbinaryWriter writer = IgbinaryWriter.like(source, 100, List::of, PhpLimits.defaults());
        writer.close();
        LentArrays next = LentArrays.borrow();
        assertThat(next).isSameAs(usual);
        Arrays.fill(next.bytes, (byte) 7);
        List<int[]> numbers = List.of(next.stringPlaces, next.slots, next.slotPlaces);
        numbers.forEach(lent -> Arrays.fill(lent, 7));
        writer.close();
        writer.start(1);
        writer.key(PhpKey.of("late"));
        writer.value(PhpValue.of(List.of(List.of(1), "later")));
        assertThat(LentArrays.borrow()).isNotSameAs(next);
        assertThat(next.bytes).containsOnly(7);
        assertThat(numbers).allSatisfy(lent -> assertThat(lent).containsOnly(7));
        next.giveBack();
    }

    /** More threads than there are arrays, each with sessions of its own. */
    @Test
    void whatThreadsWriteAtOnceIsNotMixedUp() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                tasks.add(() -> writeOften(number));
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Void writeOften(int number) {
        byte[] data = data(number);
        for (int i = 0; i < TIMES; i++) {
            SessionVariables session = SessionFormats.igbinary().decode(data);
            session.put("passing", PhpNull.NULL);
            session.remove("passing");
            assertThat(SessionFormats.igbinary().encode(session)).isEqualTo(data);
        }
        return null;
    }

    /** Strings that only this number has, each of them twice. */
    private static byte[] data(int number) {
        SessionVariables session = SessionFormats.igbinary().empty();
        for (int i = 0; i <= number; i++) {
            PhpValue text = PhpValue.of((number + " of " + i).getBytes(StandardCharsets.UTF_8));
            session.put("key" + i, text);
            session.put("again" + i, text);
        }
        return SessionFormats.igbinary().encode(session);
    }
}
