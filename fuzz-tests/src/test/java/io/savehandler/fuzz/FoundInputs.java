package io.savehandler.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** What earlier fuzzing found to be worth keeping: one input per line, which together reach all that was reached. */
final class FoundInputs {
    private FoundInputs() {}

    static List<byte[]> of(String format) {
        InputStream file = Objects.requireNonNull(FoundInputs.class.getResourceAsStream(format + ".base64"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return lines.lines().map(Base64.getDecoder()::decode).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
