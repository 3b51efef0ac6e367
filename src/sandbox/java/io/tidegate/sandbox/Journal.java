package io.tidegate.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tidegate.sandbox.http.Answered;
import io.tidegate.sandbox.http.Exchange;
import io.tidegate.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What really happened on each side: every request with its answer, every webhook sent, every change of state.
 * Tests and the demo assert on it, and people read it on the page.
 */
public final class Journal {
    private static final int BODY_LIMIT = 200_000;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Consumer<Exchange>> watchers = new CopyOnWriteArrayList<>();

    /**
     * @param number counts from 1 without gaps
     * @param side {@code github}, {@code terraform} or {@code page}
     * @param kind {@code request}, or the name of an event such as {@code run-status} or {@code webhook}
     * @param facts for a request: route, subject, method, path, query, status, micros, body, and the fault that struck it; for an
     *     event whatever it tells
     */
    public record Entry(long number, Instant at, String side, String kind, Map<String, Object> facts) {
        public String fact(String name) {
            return String.valueOf(facts.getOrDefault(name, ""));
        }
    }

    /** @param took how long the stand-in had it before it answers */
    public void request(String side, Answered answered, Request request, Duration took) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("route", answered.route());
        facts.put("subject", answered.subject());
        facts.put("method", request.method());
        facts.put("path", request.path());
        facts.put("query", request.query());
        facts.put("status", answered.response().status());
        facts.put("micros", took.toNanos() / 1000);
        if (answered.strike() != null) {
            facts.put("fault", answered.strike().toString());
        }
        request.header("X-GitHub-Event").ifPresent(event -> facts.put("event", event));
        facts.put("body", printable(request.body()));
        add(side, "request", facts);
        Exchange exchange = new Exchange(side, request, answered);
        watchers.forEach(watcher -> watcher.accept(exchange));
    }

    /** From now on each request and its whole answer is shown to the watcher, before the client has the answer. */
    public void watch(Consumer<Exchange> watcher) {
        watchers.add(watcher);
    }

    public void event(String side, String kind, Map<String, ?> facts) {
        add(side, kind, new LinkedHashMap<>(facts));
    }

    /** The number of the newest entry; 0 while there is none. */
    public synchronized int size() {
        return entries.size();
    }

    public synchronized List<Entry> since(long number) {
        return entries.stream().filter(entry -> entry.number() > number).toList();
    }

    /** Waits until there is a newer entry than what is known, at most this long. */
    public synchronized void await(Duration most) {
        int before = entries.size();
        long until = System.nanoTime() + most.toNanos();
        try {
            while (entries.size() == before && System.nanoTime() < until) {
                wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The predicate may take other locks: writers hold theirs while they write here, so it is asked outside of ours. */
    public List<Entry> matching(Predicate<Entry> predicate) {
        return since(0).stream().filter(predicate).toList();
    }

    /** All entries after {@code number} as a JSON array. */
    public ArrayNode json(ObjectMapper mapper, long number) {
        ArrayNode array = mapper.createArrayNode();
        for (Entry entry : since(number)) {
            var node = array.addObject();
            node.put("number", entry.number());
            node.put("at", entry.at().toString());
            node.put("side", entry.side());
            node.put("kind", entry.kind());
            node.set("facts", mapper.valueToTree(entry.facts()));
        }
        return array;
    }

    private synchronized void add(String side, String kind, Map<String, Object> facts) {
        entries.add(new Entry(entries.size() + 1, Instant.now(), side, kind, facts));
        notifyAll();
    }

    private static String printable(byte[] body) {
        if (body.length > 2 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b) {
            return "(" + body.length + " bytes of gzip)";
        }
        return new String(body, 0, Math.min(body.length, BODY_LIMIT), StandardCharsets.UTF_8);
    }
}
