package io.tidegate.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Sends a webhook over and over on so many connections, each the next one when the last is answered.
 *
 * @param pause between an answer and the next request of a connection, in milliseconds; 0 for none
 * @param expected the status that counts as answered
 */
record Load(URI target, Webhooks webhook, int connections, long pause, int expected) {
    /** @param others answers with another status, and requests without an answer */
    record Figures(long answered, long others, double perSecond, double p50, double p99) {}

    Figures during(Duration time) throws InterruptedException {
        return until(time, Long.MAX_VALUE, () -> true);
    }

    Figures asLongAs(BooleanSupplier wanted) throws InterruptedException {
        return until(Duration.ofMinutes(10), Long.MAX_VALUE, wanted);
    }

    Figures times(long requests) throws InterruptedException {
        return until(Duration.ofMinutes(10), requests, () -> true);
    }

    private Figures until(Duration time, long most, BooleanSupplier wanted) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        Latencies latencies = new Latencies();
        LongAdder others = new LongAdder();
        AtomicLong left = new AtomicLong(most);
        CountDownLatch open = new CountDownLatch(connections);
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setPipelining(false),
                new PoolOptions().setHttp1MaxSize(connections));
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        try {
            for (int i = 0; i < connections; i++) {
                vertx.runOnContext(go -> next(vertx, client, latencies, others, left, open, end, wanted));
            }
            open.await();
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Figures(
                    latencies.count(),
                    others.sum(),
                    latencies.count() / seconds,
                    latencies.quantile(0.5),
                    latencies.quantile(0.99));
        } finally {
            client.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void next(
            Vertx vertx,
            HttpClient client,
            Latencies latencies,
            LongAdder others,
            AtomicLong left,
            CountDownLatch open,
            long end,
            BooleanSupplier wanted) {
        if (!wanted.getAsBoolean() || System.nanoTime() >= end || left.getAndDecrement() <= 0) {
            open.countDown();
            return;
        }
        long sent = System.nanoTime();
        client.request(HttpMethod.POST, target.getPort(), target.getHost(), target.getPath())
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("User-Agent", "GitHub-Hookshot/bench")
                        .putHeader("X-GitHub-Event", "pull_request")
                        .putHeader("X-GitHub-Delivery", UUID.randomUUID().toString())
                        .putHeader("X-GitHub-Hook-Installation-Target-Type", "integration")
                        .putHeader("X-GitHub-Hook-Installation-Target-ID", Servers.APP)
                        .putHeader("X-Hub-Signature-256", webhook.signature())
                        .send(Buffer.buffer(webhook.body())))
                .compose(response -> response.end().map(response.statusCode()))
                .onComplete(answer -> {
                    if (answer.succeeded() && answer.result() == expected) {
                        latencies.add(System.nanoTime() - sent);
                    } else {
                        others.increment();
                    }
                    if (pause > 0) {
                        vertx.setTimer(pause, later -> next(vertx, client, latencies, others, left, open, end, wanted));
                    } else {
                        next(vertx, client, latencies, others, left, open, end, wanted);
                    }
                });
    }
}
