package io.savehandler.examples.twonodes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows bytes as text: UTF-8 as it reads, whatever is invisible or no UTF-8 as {@code \xNN}. */
final class StoredText {
    private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");
    private static final int SHOWN = 4_000;

    private StoredText() {}

    static String of(byte[] bytes) {
        String text = clear(bytes);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " …";
    }

    private static String clear(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return INVISIBLE
                    .matcher(text)
                    .replaceAll(match ->
                            Matcher.quoteReplacement(hexOf(match.group().getBytes(StandardCharsets.UTF_8))));
        } catch (CharacterCodingException e) {
            return hexOf(bytes);
        }
    }

    private static String hexOf(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            boolean visible = b >= ' ' && b < 0x7f;
            text.append(visible ? Character.toString(b) : "\\x%02x".formatted(b & 0xff));
        }
        return text.toString();
    }
}
