package io.savehandler.interop.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** One HTTP request, byte for byte, which no client library tidies up. */
final class RawHttp {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final List<String> head;
    private final String body;

    private RawHttp(String response) {
        int end = response.indexOf("\r\n\r\n");
        this.head = response.substring(0, end).lines().toList();
        this.body = response.substring(end + 4);
    }

    /** Sends a GET with some header lines, and reads the whole response. */
    static RawHttp get(URI server, String target, String... headers) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.0\r\nHost: localhost\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
            return new RawHttp(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
    }

    String body() {
        return body;
    }

    /** The response's header lines of these names, in its order. */
    List<String> headers(List<String> names) {
        return head.stream()
                .filter(line -> names.contains(line.substring(0, Math.max(0, line.indexOf(':')))))
                .toList();
    }
}
