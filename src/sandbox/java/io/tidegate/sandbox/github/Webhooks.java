package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends webhooks one after another, each once unless a mishap was asked for, and keeps what became of them. Whoever
 * calls it holds the site's monitor.
 */
final class Webhooks implements AutoCloseable {
    private final Site site;
    private final Courier courier;
    private final LinkedBlockingQueue<Posting> queue = new LinkedBlockingQueue<>();
    private final List<HookDelivery> deliveries = new ArrayList<>();
    private final List<Posting> held = new ArrayList<>();
    private final AtomicInteger unsent = new AtomicInteger();
    private final Thread thread;
    final Mishaps mishaps = new Mishaps();
    private URI target;
    private String contentType = "json";
    private boolean on = true;
    private String lastGuid = "";

    Webhooks(Site site) {
        this.site = site;
        this.courier = new Courier(site.app);
        this.thread = Thread.ofVirtual().name("github-webhooks").start(this::deliverAll);
    }

    /** As the App's settings have it; there is no address where none was given. */
    ObjectNode config() {
        ObjectNode config = Json.object("content_type", contentType, "insecure_ssl", "0", "secret", "********");
        return target == null ? config : config.put("url", target.toString());
    }

    void contentType(String type) {
        contentType = type;
    }

    void target(URI target) {
        this.target = target;
    }

    boolean on() {
        return on;
    }

    void on(boolean on) {
        this.on = on;
    }

    /** Whether nothing is on its way; what is held until somebody releases it does not count. */
    boolean quiet() {
        return unsent.get() == 0;
    }

    /** Newest first. */
    List<HookDelivery> deliveries() {
        synchronized (site) {
            return List.copyOf(deliveries).reversed();
        }
    }

    List<HookDelivery> held() {
        return held.stream().map(Posting::delivery).toList();
    }

    /** @param repo and {@code installation}: null where the event is about none */
    void send(String event, String action, Repo repo, Installation installation, ObjectNode payload) {
        String why = on && target != null ? deafness(repo, installation, event) : "webhooks are off";
        if (!why.isEmpty()) {
            site.event("webhook-suppressed", Map.of("event", event, "action", action, "why", why));
            return;
        }
        offer(new HookDelivery(
                site.nextId(),
                UUID.randomUUID().toString(),
                event,
                action,
                repo == null ? null : repo.id,
                installation == null ? null : installation.id(),
                false,
                payload));
    }

    /** Why the App is not told; empty when it is. What happens to an installation itself is always told. */
    private static String deafness(Repo repo, Installation installation, String event) {
        if (event.startsWith("installation") || repo == null) {
            return "";
        }
        return installation == null || !installation.holds(repo)
                ? "the App is not installed on " + repo.fullName()
                : installation.suspended() ? "the installation is suspended" : "";
    }

    HookDelivery redeliver(HookDelivery old) {
        HookDelivery again = old.under(site.nextId(), old.guid(), true);
        offer(again);
        return again;
    }

    /** The same body under a GUID that was never used. */
    String replay(HookDelivery old) {
        HookDelivery again = old.under(site.nextId(), UUID.randomUUID().toString(), false);
        site.event("webhook-replayed", Map.of("event", old.event(), "of", old.guid(), "guid", again.guid()));
        post(Posting.whole(again));
        return again.guid();
    }

    /** What was held goes out in the order in which it came, what waited to be reversed in the other one. */
    int release() {
        List<Posting> out = new ArrayList<>(held);
        held.clear();
        mishaps.interrupt().forEach(script -> out.addAll(script.gathered.reversed()));
        out.forEach(this::post);
        return out.size();
    }

    private void offer(HookDelivery delivery) {
        String before = lastGuid;
        lastGuid = delivery.guid();
        mishaps.strike(delivery)
                .ifPresentOrElse(script -> mishap(script, delivery, before), () -> post(Posting.whole(delivery)));
    }

    private void mishap(Mishaps.Script script, HookDelivery delivery, String before) {
        Mishap mishap = script.mishap;
        Posting posting = Posting.after(mishap, delivery);
        site.event(
                "webhook-mishap",
                Map.of(
                        "mishap", mishap.word(),
                        "event", delivery.event(),
                        "action", delivery.action(),
                        "guid", delivery.guid()));
        switch (mishap) {
            case Mishap.Lost m -> post(posting);
            case Mishap.WronglySigned m -> post(posting);
            case Mishap.CutShort m -> post(posting);
            case Mishap.Twice m -> {
                post(posting);
                post(Posting.after(m, delivery.under(site.nextId(), delivery.guid(), false)));
            }
            case Mishap.TwiceUnderNewGuid m -> {
                post(posting);
                post(Posting.after(
                        m, delivery.under(site.nextId(), UUID.randomUUID().toString(), false)));
            }
            case Mishap.UnderOldGuid m ->
                post(Posting.after(
                        m, delivery.under(delivery.id(), before.isEmpty() ? delivery.guid() : before, false)));
            case Mishap.Late m -> postLater(posting, m);
            case Mishap.Held m -> held.add(posting);
            case Mishap.Reversed m -> {
                script.gathered.add(posting);
                if (script.left == 0) {
                    script.gathered.reversed().forEach(this::post);
                }
            }
        }
    }

    private void post(Posting posting) {
        unsent.incrementAndGet();
        queue.add(posting);
    }

    private void postLater(Posting posting, Mishap.Late late) {
        unsent.incrementAndGet();
        Thread.ofVirtual().name("github-webhook-late").start(() -> {
            try {
                Thread.sleep(late.by());
                queue.add(posting);
            } catch (InterruptedException e) {
                unsent.decrementAndGet();
            }
        });
    }

    private void deliverAll() {
        try {
            while (true) {
                Posting posting = queue.take();
                try {
                    deliver(posting);
                } catch (RuntimeException e) {
                    site.event(
                            "sandbox-bug", Map.of("webhook", posting.delivery().event(), "error", String.valueOf(e)));
                } finally {
                    unsent.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Posting posting) throws InterruptedException {
        URI to;
        synchronized (site) {
            to = target;
        }
        Courier.Carried carried = courier.carry(posting, to);
        HookDelivery delivery = posting.delivery();
        synchronized (site) {
            deliveries.add(delivery.done(carried.headers(), carried.answer(), carried.seconds(), site.now()));
        }
        site.event(
                "webhook",
                Map.of(
                        "event", delivery.event(),
                        "action", delivery.action(),
                        "guid", delivery.guid(),
                        "redelivery", delivery.redelivery(),
                        "mishap", posting.mishap(),
                        "seconds", carried.seconds(),
                        "status", carried.answer().code(),
                        "outcome", carried.answer().status()));
    }

    @Override
    public void close() {
        thread.interrupt();
        courier.close();
    }
}
