package io.savehandler.benchmarks.losses;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A visitor with one cookie, whose requests go to the nodes in turns, all at once. */
final class ParallelVisit {
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<PeerNode> nodes;
    private final String cookie;

    private ParallelVisit(List<PeerNode> nodes) throws IOException, InterruptedException {
        this.nodes = nodes;
        HttpResponse<String> first =
                client.send(request(nodes.get(0), "/start").build(), HttpResponse.BodyHandlers.ofString());
        this.cookie = first.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new IllegalStateException("no cookie"))
                .split(";", 2)[0];
    }

    /** Runs the requests and asks each node what is left. */
    static Result run(List<PeerNode> nodes, VisitorWork work, int requests) throws Exception {
        ParallelVisit visit = new ParallelVisit(nodes);
        long begin = System.nanoTime();
        int refused = visit.all(work, requests);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        int most = 0;
        for (PeerNode node : nodes) {
            String left = visit.get(node, work == VisitorWork.ADDING ? "/added" : "/counter");
            most = Math.max(most, Integer.parseInt(left));
        }
        return new Result(most, refused, took);
    }

    /**
     * What was left of the requests' work.
     *
     * @param kept how much of it, on the node that has most
     * @param refused how many requests were not answered with a status of 200 to 299
     * @param took all together
     */
    record Result(int kept, int refused, Duration took) {}

    private int all(VisitorWork work, int requests) throws InterruptedException {
        List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            HttpRequest request = request(nodes.get(i % nodes.size()), work.path + i)
                    .header("Cookie", cookie)
                    .build();
            pending.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        int refused = 0;
        for (CompletableFuture<HttpResponse<String>> answer : pending) {
            refused += isAnswered(answer) ? 0 : 1;
        }
        return refused;
    }

    private static boolean isAnswered(CompletableFuture<HttpResponse<String>> answer) throws InterruptedException {
        try {
            return answer.get().statusCode() / 100 == 2;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private String get(PeerNode node, String path) throws IOException, InterruptedException {
        HttpRequest request = request(node, path).header("Cookie", cookie).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder request(PeerNode node, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(TIMEOUT);
    }
}
