package io.savehandler.interop.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.php.PhpReader;
import io.savehandler.php.PhpValue;
import io.savehandler.php.PhpWriter;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Floats read and printed as PHP reads and prints them: every power of two and ten, their neighbours, and random ones. */
@RequiresPhp
class FloatsTest {
    private static final int RANDOM = Integer.getInteger("savehandler.floats", 60_000);
    private static final int BATCH = 2000;

    private static SessionJudge judge;

    @BeforeAll
    static void startPhp() {
        judge = new SessionJudge();
    }

    @AfterAll
    static void stopPhp() throws IOException {
        judge.close();
    }

    @Test
    void printsThePowersOfTwoAndTenAndTheirNeighbours() {
        List<String> texts = new ArrayList<>();
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            addWithNeighbours(texts, Math.scalb(1.0, exponent));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            addWithNeighbours(texts, Double.parseDouble("1e" + exponent));
        }
        compare(texts);
    }

    @Test
    void printsRandomFloats() {
        Random random = new Random(RANDOM);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < RANDOM; i++) {
            double anyBits = Double.longBitsToDouble(random.nextLong());
            add(texts, anyBits);
            add(texts, Double.longBitsToDouble(random.nextLong() & 0x000fffffffffffffL));
            add(texts, random.nextInt(2_000_000) / 1000.0);
            add(texts, (double) random.nextLong());
            add(texts, random.nextLong() * 1e-5);
        }
        compare(texts);
    }

    @Test
    void readsManyDigitsAndOddForms() {
        Random random = new Random(7);
        List<String> texts = new ArrayList<>(List.of(
                "0",
                "-0",
                "+0",
                ".5",
                "5.",
                "-.5",
                "+5.",
                "1e5",
                "1E+5",
                "1.e-5",
                "00012.50",
                "1e400",
                "-1e400",
                "1e-400",
                "123456789012345678901234567890",
                "0.1234567890123456789012345678901234567890",
                "2.2250738585072011e-308",
                "4.9406564584124654e-324",
                "2.4703282292062328e-324",
                "9007199254740993",
                "9007199254740993.0000000001"));
        for (int i = 0; i < RANDOM / 4; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(25); n > 0; n--) {
                text.append(random.nextInt(10));
            }
            text.insert(random.nextInt(text.length() + 1), '.');
            texts.add(random.nextBoolean() ? text + "e" + (random.nextInt(60) - 30) : text.toString());
        }
        compare(texts);
    }

    private static void addWithNeighbours(List<String> texts, double value) {
        add(texts, value);
        add(texts, Math.nextUp(value));
        add(texts, Math.nextDown(value));
    }

    private static void add(List<String> texts, double value) {
        if (Double.isFinite(value)) {
            texts.add(Double.toString(value));
        }
    }

    private static void compare(List<String> texts) {
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            List<byte[]> question = new ArrayList<>();
            question.add(SessionJudge.bytes("double"));
            batch.forEach(text -> question.add(SessionJudge.bytes(text)));
            List<byte[]> answer = judge.ask(question.toArray(new byte[0][]));
            for (int i = 0; i < batch.size(); i++) {
                PhpValue read = PhpReader.read(SessionJudge.bytes("d:" + batch.get(i) + ";"));
                assertThat(new String(PhpWriter.write(read), StandardCharsets.US_ASCII))
                        .as(batch.get(i))
                        .isEqualTo("d:" + new String(answer.get(i), StandardCharsets.US_ASCII) + ";");
            }
        }
    }
}
