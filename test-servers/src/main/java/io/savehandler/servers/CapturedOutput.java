package io.savehandler.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a program has printed so far, read in the background so that it never blocks on a full pipe. Thread-safe. Waiting
 * methods fail with {@link IllegalStateException} when the time is up or the thread is interrupted.
 */
public final class CapturedOutput {
    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int lineStart;
    private boolean ended;

    private CapturedOutput(String name) {
        this.name = name;
    }

    static CapturedOutput of(String name, InputStream source) {
        CapturedOutput output = new CapturedOutput(name);
        Thread pump = new Thread(() -> output.pump(source), "savehandler-output-" + name);
        pump.setDaemon(true);
        pump.start();
        return output;
    }

    /** Everything printed so far. */
    public synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Everything printed so far, as UTF-8. */
    public synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Waits for the next complete line.
     *
     * @return the line without its line feed
     */
    public String nextLine(Duration timeout) {
        return await("a line", timeout, this::takeLine);
    }

    /** Waits until the text has been printed, anywhere. */
    public void awaitText(String text, Duration timeout) {
        await("\"" + text + "\"", timeout, () -> text().contains(text) ? text : null);
    }

    /** Waits until the program has closed this output, and returns all of it. */
    public byte[] awaitEnd(Duration timeout) {
        return await("the end", timeout, () -> ended ? bytes() : null);
    }

    private <T> T await(String what, Duration timeout, Supplier<@Nullable T> found) {
        try {
            T value = poll(System.nanoTime() + timeout.toNanos(), found);
            if (value != null) {
                return value;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
        throw new IllegalStateException(
                name + " ended, or was silent for " + timeout + ", before " + what + "; printed so far: " + text());
    }

    private synchronized <T> @Nullable T poll(long deadline, Supplier<@Nullable T> found) throws InterruptedException {
        T value = found.get();
        while (value == null && !ended) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return null;
            }
            wait(millis);
            value = found.get();
        }
        return value;
    }

    private @Nullable String takeLine() {
        byte[] all = bytes.toByteArray();
        for (int i = lineStart; i < all.length; i++) {
            if (all[i] == '\n') {
                String line = new String(all, lineStart, i - lineStart, StandardCharsets.UTF_8);
                lineStart = i + 1;
                return line;
            }
        }
        return null;
    }

    private void pump(InputStream source) {
        byte[] buffer = new byte[8192];
        try (source) {
            for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
                append(buffer, n);
            }
        } catch (IOException e) {
            // The program was killed; what it printed before is all there is.
        } finally {
            end();
        }
    }

    private synchronized void append(byte[] buffer, int length) {
        bytes.write(buffer, 0, length);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
