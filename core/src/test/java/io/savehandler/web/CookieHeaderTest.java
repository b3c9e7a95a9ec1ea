package io.savehandler.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code $_COOKIE['a_b']} was in PHP 8.2 for the same headers. */
class CookieHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a_b=one>one",
                "x=1; a_b=one; y=2>one",
                "a_b=one; a_b=two>one",
                "a_b=one;a_b=two>one",
                ";;; \ta_b=one>one",
                "a.b=one>one",
                "a b=one>one",
                "a[b=one>one",
                "a_b=a=b=c>a=b=c",
                "a_b=a+b%20c%2Cd%zz%4>a+b c,d%zz%4",
                "a_b= spaced > spaced ",
                "a_b=\"quoted\">\"quoted\"",
                "a_b=%2c%2C>,,",
                "a_b; a_b=3>``",
                "a_b=>``",
            })
    void readsWhatPhpReads(String header, String value) {
        assertThat(CookieHeader.value(List.of(header), "a_b")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=x",
                "A_B=x",
                "a_b =x",
                "a_b%5F=x",
                "a%5Fb=x",
                "x=1, a_b=2",
                "a_b[]=x; a_b=two",
                "a_b=two; a_b[]=x",
                "a_b=two; a_b[k][l]=x",
            })
    void seesNoCookieWherePhpSeesNone(String header) {
        assertThat(CookieHeader.value(List.of(header), "a_b")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"__Host-a=1, 1", "..Host-a=1,", "_.Host-a=1,", "'..Host-a=1; __Host-a=2', 2"})
    void letsNoOtherSpellingReachAProtectedPrefix(String header, String value) {
        assertThat(CookieHeader.value(List.of(header), "__Host-a")).isEqualTo(value);
    }

    @Test
    void looksThroughSeveralHeaders() {
        assertThat(CookieHeader.value(List.of("x=1", "a=2", "a=3"), "a")).isEqualTo("2");
        assertThat(CookieHeader.value(List.of(), "a")).isNull();
    }

    @Test
    void decodesToOneCharacterForEachByte() {
        assertThat(CookieHeader.value(List.of("a=%00%FF\u00e9"), "a")).isEqualTo("\0\u00ff\u00e9");
    }

    @Test
    void survivesAnyHeader() {
        Random random = new Random(7);
        String alphabet = "a_b.[]=;% ,\"\\\t4FfGg\u00ff\u0100\0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int j = random.nextInt(24); j > 0; j--) {
                header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String value = CookieHeader.value(List.of(header.toString()), "a_b");
            assertThat(value == null || value.length() <= header.length()).isTrue();
        }
    }
}
