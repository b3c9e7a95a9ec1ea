package io.savehandler.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Memcached that is being put together; {@link #start} makes it happen, as often as wanted. It speaks the text and the
 * binary protocol, and has 64 MB and items of at most 1 MB unless told otherwise. Not thread-safe.
 */
public final class MemcachedLaunch {
    private static final int LARGEST_CHUNK = 512 * 1024;

    private final List<String> arguments = new ArrayList<>();
    private Optional<SaslDatabase> logins = Optional.empty();

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

    /**
     * Lets only this user in, by SASL's mechanism PLAIN ({@code -S}), and speaks the binary protocol alone: no {@link
     * RealMemcached#door()} leads into it.
     */
    public MemcachedLaunch login(String user, String password) {
        logins = Optional.of(new SaslDatabase(user, password));
        return this;
    }

    /** Starts it on a free port of 127.0.0.1 and waits until it answers. */
    public RealMemcached start() {
        return new RealMemcached(ServerProcess.start(new Recipe(List.copyOf(arguments), logins)));
    }

    private static final class Recipe implements ServerRecipe {
        private static final int TIMEOUT_MILLIS = 10_000;
        private static final byte[] TEXT_STATS = "stats\r\nquit\r\n".getBytes(StandardCharsets.US_ASCII);
        private static final int BINARY_HEADER = 24;

        private final List<String> arguments;
        private final Optional<SaslDatabase> logins;

        Recipe(List<String> arguments, Optional<SaslDatabase> logins) {
            this.arguments = arguments;
            this.logins = logins;
        }

        @Override
        public String name() {
            return "memcached";
        }

        @Override
        public void prepare(Path directory) throws IOException {
            if (logins.isPresent()) {
                logins.get().create(directory);
            }
        }

        @Override
        public ProcessBuilder launch(Path directory, int port) {
            List<String> command = new ArrayList<>(
                    List.of(Executables.get("memcached").toString(), "-l", "127.0.0.1", "-p", String.valueOf(port)));
            if (ServerAccount.weAreRoot()) {
                command.addAll(List.of("-u", logins.isPresent() ? "root" : "nobody"));
            }
            command.addAll(arguments);
            logins.ifPresent(database -> command.add("-S"));
            ProcessBuilder builder = new ProcessBuilder(command);
            logins.ifPresent(database -> builder.environment().put("SASL_CONF_PATH", directory.toString()));
            return builder;
        }

        @Override
        public boolean answers(RunningProgram program, int port) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                return logins.isPresent() ? answersBinary(socket) : answersText(socket, program.pid());
            }
        }

        private static boolean answersText(Socket socket, long pid) throws IOException {
            socket.getOutputStream().write(TEXT_STATS);
            String stats = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return stats.contains("STAT pid " + pid + "\r\n");
        }

        /** Who is not logged in may ask for the version only. */
        private static boolean answersBinary(Socket socket) throws IOException {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(BINARY_HEADER)
                            .put((byte) 0x80)
                            .put((byte) 0x0b)
                            .array());
            byte[] header = socket.getInputStream().readNBytes(BINARY_HEADER);
            return header.length == BINARY_HEADER && header[0] == (byte) 0x81 && header[1] == 0x0b;
        }
    }
}
