package io.savehandler.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhpWriterTest {

    @ParameterizedTest
    @CsvSource({
        "0.1,0.1",
        "1.0,1",
        "-0.0,-0",
        "0.0,0",
        "100000.0,100000",
        "1e15,1000000000000000",
        "1e16,10000000000000000",
        "1e17,1.0E+17",
        "9007199254740993,9007199254740992",
        "99999999999999984,99999999999999980",
        "123456789012345678.0,1.2345678901234568E+17",
        "1e22,1.0E+22",
        "1e25,1.0E+25",
        "1e100,1.0E+100",
        "0.001,0.001",
        "0.0001,0.0001",
        "0.00012345,0.00012345",
        "0.00001,1.0E-5",
        "1.5e-7,1.5E-7",
        "0.3333333333333333,0.3333333333333333",
        "123.456,123.456",
        "2.0E-3,0.002",
        "2.2250738585072014E-308,2.2250738585072014E-308",
        "1.7976931348623157E308,1.7976931348623157E+308",
        "4.9E-324,5.0E-324",
        "9.999999999999999e22,1.0E+23",
        "5e-323,5.0E-323",
        "NaN,NAN",
        "Infinity,INF",
        "-Infinity,-INF"
    })
    void floatsAreWrittenAsPhpPrintsThem(double value, String text) {
        assertThat(written(PhpDouble.of(value))).isEqualTo("d:" + text + ";");
    }

    @Test
    void floatsAreTheShortestAndTheNearest() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (Double.isFinite(value) && value > 0) {
                ShortestDecimal decimal = ShortestDecimal.of(value);
                BigDecimal exact = new BigDecimal(value);
                BigDecimal shortest = BigDecimal.valueOf(decimal.digits, -decimal.exponent);
                assertThat(shortest.doubleValue()).isEqualTo(value);
                int digits = shortest.stripTrailingZeros().precision();
                BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
                assertThat(shortest)
                        .as("%s", value)
                        .satisfiesAnyOf(
                                same -> assertThat(same).isEqualByComparingTo(rounded),
                                nearOnly -> assertThat(rounded.doubleValue()).isNotEqualTo(value));
                if (digits > 1) {
                    BigDecimal shorter = exact.round(new MathContext(digits - 1));
                    assertThat(shorter.doubleValue()).isNotEqualTo(value);
                }
            }
        }
    }

    @Test
    void logarithmsAreExactOverTheirRange() {
        for (int e = -1100; e <= 1100; e++) {
            int tens = ShortestDecimal.log10(e);
            assertThat(powerOf(10, tens).compareTo(powerOf(2, e))).isNotPositive();
            assertThat(powerOf(10, tens + 1).compareTo(powerOf(2, e))).isPositive();
            int less = ShortestDecimal.log10OfThreeQuarters(e);
            BigDecimal threeQuarters = powerOf(2, e).multiply(new BigDecimal("0.75"));
            assertThat(powerOf(10, less).compareTo(threeQuarters)).isNotPositive();
            assertThat(powerOf(10, less + 1).compareTo(threeQuarters)).isPositive();
        }
        for (int e = -330; e <= 330; e++) {
            int twos = ShortestDecimal.Powers.log2OfPowerOf10(e);
            assertThat(powerOf(2, twos).compareTo(powerOf(10, e))).isNotPositive();
            assertThat(powerOf(2, twos + 1).compareTo(powerOf(10, e))).isPositive();
        }
    }

    @Test
    void oneWriterNumbersAllItsValues() {
        PhpObject object = new PhpObject("A");
        PhpReference place = new PhpReference(PhpLong.of(1));
        PhpWriter writer = new PhpWriter(0, false);
        writer.value(PhpArray.listOf(object, place));
        writer.value(object);
        writer.value(place);
        writer.value(PhpArray.listOf(place, object, PhpEnum.of("E", "C"), PhpEnum.of("E", "C")));
        assertThat(new String(writer.toByteArray(), StandardCharsets.US_ASCII))
                .isEqualTo("a:2:{i:0;O:1:\"A\":0:{}i:1;i:1;}r:2;R:3;a:4:{i:0;R:3;i:1;r:2;i:2;E:3:\"E:C\";i:3;r:7;}");
        assertThat(writer.size()).isEqualTo(writer.toByteArray().length);
    }

    @Test
    void aReferenceWithOneHolderIsNone() {
        PhpObject object = new PhpObject("A");
        PhpReference alone = new PhpReference(object);
        assertThat(written(PhpArray.listOf(object, alone))).isEqualTo("a:2:{i:0;O:1:\"A\":0:{}i:1;r:2;}");
        assertThat(written(PhpArray.listOf(object, alone, alone)))
                .isEqualTo("a:3:{i:0;O:1:\"A\":0:{}i:1;R:2;i:2;R:2;}");
    }

    @Test
    void whatPhpCouldNotReadBackIsRefused() {
        PhpArray array = PhpArray.EMPTY;
        for (int i = 0; i < 4096; i++) {
            array = PhpArray.listOf(array);
        }
        assertThat(PhpReader.read(PhpWriter.write(array))).isEqualTo(array);
        PhpArray tooDeep = PhpArray.listOf(array);
        assertThatThrownBy(() -> PhpWriter.write(tooDeep)).isInstanceOf(PhpDataException.class);
    }

    private static BigDecimal powerOf(int base, int exponent) {
        BigDecimal power = new BigDecimal(BigInteger.valueOf(base).pow(Math.abs(exponent)));
        return exponent < 0 ? BigDecimal.ONE.divide(power, new MathContext(1200)) : power;
    }

    private static String written(PhpValue value) {
        return new String(PhpWriter.write(value), StandardCharsets.US_ASCII);
    }
}
