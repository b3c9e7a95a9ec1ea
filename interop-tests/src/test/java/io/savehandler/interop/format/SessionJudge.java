package io.savehandler.interop.format;

import io.savehandler.servers.PhpCommand;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RunningProgram;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One PHP process that answers many questions about session data. For one thread at a time. */
final class SessionJudge implements AutoCloseable {
    private static final int MILLIS = 60_000;

    private final RunningProgram php;
    private final Socket connection;
    private final DataOutputStream questions;
    private final DataInputStream answers;

    SessionJudge() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(MILLIS);
            PhpCommand command = RealPhp.get().script(script()).arguments(Integer.toString(server.getLocalPort()));
            if (RealPhp.get().hasExtension("igbinary")) {
                command.extension("igbinary");
            }
            php = command.start();
            connection = server.accept();
            connection.setSoTimeout(MILLIS);
            connection.setTcpNoDelay(true);
            questions = new DataOutputStream(new BufferedOutputStream(connection.getOutputStream()));
            answers = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks and waits for the answer, which is a list of strings of bytes. */
    List<byte[]> ask(byte[]... question) {
        try {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(frame);
            out.writeInt(question.length);
            for (byte[] string : question) {
                out.writeInt(string.length);
                out.write(string);
            }
            questions.writeInt(frame.size());
            frame.writeTo(questions);
            questions.flush();
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PHP did not answer; it printed: " + php.errors().text(), e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<byte[]> answer() throws IOException {
        answers.readInt();
        int count = answers.readInt();
        List<byte[]> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            strings.add(answers.readNBytes(answers.readInt()));
        }
        return strings;
    }

    private static Path script() {
        try {
            return Path.of(Objects.requireNonNull(SessionJudge.class.getResource("session-judge.php"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        php.close();
    }
}
