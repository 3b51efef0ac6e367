package io.tidegate.sandbox.github;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The webhooks of the stand-in as a test or the page meddles with them. */
public final class Mail {
    private final Site site;
    private final Webhooks webhooks;

    Mail(Site site, Webhooks webhooks) {
        this.site = site;
        this.webhooks = webhooks;
    }

    /**
     * A mishap that is still to come.
     *
     * @param event as {@link #next(String, int, Mishap)} takes it
     * @param left how many webhooks it will still happen to
     */
    public record Expected(String event, Mishap mishap, int left) {}

    /**
     * What became of one attempt, or, with status -1, one that is held.
     *
     * @param status of the answer, 0 when none came
     */
    public record Sent(long id, String guid, String event, String action, boolean redelivery, int status, Instant at) {}

    /** The same happens to the next webhooks, whichever they are. */
    public void next(int count, Mishap mishap) {
        next("", count, mishap);
    }

    /** @param event only these: {@code issue_comment}, or {@code issue_comment.created}; empty for any */
    public void next(String event, int count, Mishap mishap) {
        synchronized (site) {
            webhooks.mishaps.add(event, mishap, count);
        }
    }

    public List<Expected> expected() {
        synchronized (site) {
            return webhooks.mishaps.expected();
        }
    }

    /** No more mishaps; what was kept back is sent. */
    public void calm() {
        synchronized (site) {
            webhooks.release();
            webhooks.mishaps.clear();
        }
    }

    /** Sends what is held; answers how many. */
    public int release() {
        synchronized (site) {
            return webhooks.release();
        }
    }

    public List<Sent> held() {
        synchronized (site) {
            return webhooks.held().stream()
                    .map(one -> new Sent(one.id(), one.guid(), one.event(), one.action(), false, -1, site.now()))
                    .toList();
        }
    }

    /** What was tried so far, newest first. */
    public List<Sent> sent() {
        return sent(any -> true);
    }

    /** What was tried so far about this comment, newest first. */
    public List<Sent> about(long comment) {
        return sent(one -> one.payload().at("/comment/id").asLong() == comment);
    }

    private List<Sent> sent(Predicate<HookDelivery> which) {
        return webhooks.deliveries().stream()
                .filter(which)
                .map(one -> new Sent(
                        one.id(),
                        one.guid(),
                        one.event(),
                        one.action(),
                        one.redelivery(),
                        one.answer().code(),
                        one.deliveredAt()))
                .toList();
    }

    /** Sends what was last sent under this GUID once more, as people do in the App's settings. */
    public void redeliver(String guid) {
        synchronized (site) {
            webhooks.redeliver(find(guid));
        }
    }

    /** Sends what was last sent under this GUID under another one, as somebody does who got hold of it; answers that. */
    public String replay(String guid) {
        synchronized (site) {
            return webhooks.replay(find(guid));
        }
    }

    /** What GitHub sends when a webhook is set up. */
    public void ping() {
        synchronized (site) {
            App app = site.app;
            webhooks.send(
                    "ping",
                    "",
                    null,
                    null,
                    Json.object(
                            "zen",
                            "Practicality beats purity.",
                            "hook_id",
                            App.HOOK,
                            "hook",
                            Json.object(
                                    "type",
                                    "App",
                                    "id",
                                    App.HOOK,
                                    "name",
                                    "web",
                                    "active",
                                    true,
                                    "app_id",
                                    app.id(),
                                    "events",
                                    app.events(),
                                    "config",
                                    Json.object("content_type", "json", "insecure_ssl", "0"),
                                    "created_at",
                                    RepoJson.EPOCH,
                                    "updated_at",
                                    RepoJson.EPOCH)));
        }
    }

    /** An event that GitHub has only just invented. */
    public void unknownEvent(Repo repo) {
        synchronized (site) {
            webhooks.send(
                    "brand_new_thing",
                    "happened",
                    repo,
                    repo.installation(),
                    Json.object(
                            "action", "happened",
                            "brand_new_thing", Map.of("id", 1),
                            "repository", RepoJson.repository(repo),
                            "sender", AccountJson.user(site, repo.owner)));
        }
    }

    private HookDelivery find(String guid) {
        return webhooks.deliveries().stream()
                .filter(delivery -> delivery.guid().equals(guid))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no webhook was sent as " + guid));
    }
}
