package io.savehandler.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Memcached that is being put together; {@link #start} makes it happen, as often as wanted. It speaks the text and the
 * binary protocol, and has 64 MB and items of at most 1 MB unless told otherwise. Not thread-safe.
 */
public final class MemcachedLaunch {
    private static final int LARGEST_CHUNK = 512 * 1024;

    private final List<String> arguments = new ArrayList<>();

    MemcachedLaunch() {}

    /** Adds arguments to its command line, for example {@code -o}, {@code no_hashexpand}. */
    public MemcachedLaunch arguments(String... values) {
        arguments.addAll(List.of(values));
        return this;
    }

    /** The memory for items ({@code -m}), at least 1; beyond it the least recently used are thrown out. */
    public MemcachedLaunch megabytes(int megabytes) {
        return arguments("-m", String.valueOf(megabytes));
    }

    /** The largest item with its key and header ({@code -I}), from 1 kilobyte to half of the memory. */
    public MemcachedLaunch largestItem(int kilobytes) {
        // It wants chunks that divide both the item and its pages of 1 MB.
        int chunk = Math.min(Integer.lowestOneBit(kilobytes * 1024), LARGEST_CHUNK);
        return arguments("-I", kilobytes + "k", "-o", "slab_chunk_max=" + chunk);
    }

    /** Refuses writes when the memory is full, instead of throwing items out ({@code -M}). */
    public MemcachedLaunch withoutEviction() {
        return arguments("-M");
    }

    /** Starts it on a free port of 127.0.0.1 and waits until it answers. */
    public RealMemcached start() {
        return new RealMemcached(ServerProcess.start(new Recipe(List.copyOf(arguments))));
    }

    private static final class Recipe implements ServerRecipe {
        private static final int TIMEOUT_MILLIS = 10_000;

        private final List<String> arguments;

        Recipe(List<String> arguments) {
            this.arguments = arguments;
        }

        @Override
        public String name() {
            return "memcached";
        }

        @Override
        public ProcessBuilder launch(Path directory, int port) {
            List<String> command = new ArrayList<>(
                    List.of(Executables.get("memcached").toString(), "-l", "127.0.0.1", "-p", String.valueOf(port)));
            if (ServerAccount.weAreRoot()) {
                command.addAll(List.of("-u", "nobody"));
            }
            command.addAll(arguments);
            return new ProcessBuilder(command);
        }

        @Override
        public boolean answers(RunningProgram program, int port) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.getOutputStream().write("stats\r\nquit\r\n".getBytes(StandardCharsets.US_ASCII));
                String stats = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return stats.contains("STAT pid " + program.pid() + "\r\n");
            }
        }
    }
}
