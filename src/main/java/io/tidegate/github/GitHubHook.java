package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Hook;
import io.tidegate.flow.Outside;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The deliveries of the App's webhook, which GitHub tells to the App itself. */
@Singleton
public final class GitHubHook implements Hook {
    private static final String DELIVERIES = "/app/hook/deliveries";
    private static final Pattern CURSOR = Pattern.compile("(?:^|&)cursor=([A-Za-z0-9_.%=-]{1,200})");

    private final GitHubSettings settings;
    private final GitHubCalls calls;
    private final AppAuthentication app;

    @Inject
    GitHubHook(GitHubSettings settings, GitHubCalls calls, AppAuthentication app) {
        this.settings = settings;
        this.calls = calls;
        this.app = app;
    }

    @Override
    public Page attempts(@Nullable String page) {
        String cursor = page == null ? "" : "&cursor=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
        // Its filter by status does not know attempts that were never answered, so all are read.
        Call call = new Call("GET", calls.api(DELIVERIES + "?per_page=100" + cursor), "app", "", null, null);
        Answer answer = succeed(call);
        try {
            JsonNode listed = Fields.parse(answer.body());
            if (!listed.isArray()) {
                throw new Fields.Unfit("it is no list");
            }
            List<Attempt> attempts = new ArrayList<>();
            listed.forEach(one -> attempts.add(attempt(one)));
            return new Page(attempts, answer.next().flatMap(GitHubHook::cursor).orElse(null));
        } catch (Fields.Unfit e) {
            throw new Outside.Unavailable("GitHub's answer to " + call + " cannot be read: " + e.getMessage(), null);
        }
    }

    private static Attempt attempt(JsonNode json) {
        int code = json.path("status_code").asInt(0);
        boolean arrived =
                code / 100 == 2 || Fields.optional(json, "status").orElse("").equals("OK");
        return new Attempt(
                Fields.id(json, "id"), Fields.text(json, "guid"), Fields.instant(json, "delivered_at"), arrived);
    }

    /** Only the cursor is kept: an address could be another one's by the next round. */
    private static Optional<String> cursor(String address) {
        String query = URI.create(address).getQuery();
        Matcher matcher = CURSOR.matcher(query == null ? "" : query);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public void again(long attempt) {
        succeed(new Call("POST", calls.api(DELIVERIES + "/" + attempt + "/attempts"), "app", "", null, null));
    }

    /** As GitHub documents it; an Enterprise Server keeps them longer. */
    @Override
    public Duration memory() {
        String host = settings.url().getHost();
        boolean cloud = host == null || host.equals("github.com") || host.endsWith(".ghe.com");
        return Duration.ofDays(cloud ? 3 : 7);
    }

    private Answer succeed(Call call) {
        Answer answer = app.send(calls, call);
        if (!answer.ok()) {
            throw calls.refused(call, answer);
        }
        return answer;
    }
}
