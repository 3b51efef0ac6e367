package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.doctor.AppSeen;
import io.tidegate.doctor.HookSeen;
import io.tidegate.doctor.InstallationSeen;
import io.tidegate.doctor.ProtectionSeen;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Forge;
import io.tidegate.flow.Hook;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Role;
import io.tidegate.flow.Secrets;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what there is to know of the App, beside the product or without it. All throw {@link Outside}. */
public final class AppProbe {
    private static final int MOST_PAGES = 10;
    private final GitHubSettings settings;
    private final InstantSource clock;
    private final GitHubCalls calls;
    private final AppAuthentication app;
    private final InstallationTokens tokens;

    private AppProbe(GitHubSettings settings, InstantSource clock, Budgets budgets) {
        this.settings = settings;
        this.clock = clock;
        this.calls = new GitHubCalls(settings, clock, new SimpleMeterRegistry(), budgets);
        this.app = new AppAuthentication(settings, clock);
        this.tokens = new InstallationTokens(calls, app, clock);
    }

    /** @throws IllegalStateException with one sentence for each key that is missing or unusable */
    public static AppProbe of(
            GitHubConfiguration configuration, Secrets secrets, InstantSource clock, Budgets budgets) {
        return new AppProbe(GitHubSettings.of(configuration, Role.WORKER, secrets), clock, budgets);
    }

    /** @throws IllegalStateException with a sentence where the webhook secret is missing or unusable */
    public static void demandSecret(GitHubConfiguration configuration, Secrets secrets) {
        GitHubSettings.of(configuration, Role.WEB, secrets);
    }

    /** A repository that the App reaches and the configuration serves. */
    public record Served(Repository repository, Visibility visibility, String branch) {}

    public AppSeen app() {
        Call call = new Call("GET", calls.api("/app"), "app", "", null, null);
        Answer answer = app.send(calls, call);
        if (answer.status() == 404) {
            throw new Outside.Refused(
                    "GitHub answered 404: it knows no App " + settings.app() + ".",
                    "Put the App ID of the App's settings page into tidegate.github.app-id, and look whether"
                            + " tidegate.github.api-url is the GitHub on which it is registered.");
        }
        JsonNode json = parsed(demanded(call, answer));
        return read(() -> new AppSeen(
                Fields.id(json, "id"),
                Fields.text(json, "slug"),
                Fields.text(json, "owner.login"),
                settingsPage(json),
                texts(json.path("permissions")),
                json.path("events").valueStream().map(one -> one.asText("")).toList(),
                answer.date()
                        .map(theirs -> Duration.between(clock.instant(), theirs))
                        .orElse(null)));
    }

    private String settingsPage(JsonNode app) {
        String web = settings.url().toString().replaceAll("/+$", "");
        boolean organization = Fields.optional(app, "owner.type").orElse("User").equals("Organization");
        return web + (organization ? "/organizations/" + Fields.text(app, "owner.login") : "") + "/settings/apps/"
                + Fields.text(app, "slug");
    }

    /** The accounts that are served, in lower case. @param owner of the App, who is served where nobody is named */
    public List<String> owners(String owner) {
        if (!settings.owners().isEmpty()) {
            return settings.owners();
        }
        return settings.repositories().isEmpty()
                ? List.of(owner.toLowerCase(Locale.ROOT))
                : settings.repositories().stream()
                        .map(name -> name.substring(0, Math.max(0, name.indexOf('/'))))
                        .distinct()
                        .toList();
    }

    public List<InstallationSeen> installations() {
        List<InstallationSeen> found = new ArrayList<>();
        for (JsonNode one : pages("/app/installations?per_page=100", "", "app", null)) {
            found.add(read(() -> new InstallationSeen(
                    Fields.id(one, "id"),
                    Fields.text(one, "account.login"),
                    Fields.optional(one, "suspended_at").isPresent(),
                    texts(one.path("permissions")),
                    Fields.text(one, "html_url"))));
        }
        return found;
    }

    public HookSeen hook() {
        JsonNode json = parsed(succeed("/app/hook/config"));
        List<HookSeen.Attempt> attempts = deliveries().attempts(null).attempts().stream()
                .map((Hook.Attempt one) -> new HookSeen.Attempt(one.guid(), one.at(), one.arrived()))
                .toList();
        return new HookSeen(
                Fields.optional(json, "url").orElse(null),
                Fields.optional(json, "content_type").orElse("form"),
                !json.path("insecure_ssl").asText("0").equals("1"),
                attempts);
    }

    /** What was delivered; with it GitHub can be asked to deliver again. */
    public Hook deliveries() {
        return new GitHubHook(settings, calls, app);
    }

    /** The served repositories of one installation that are not archived. */
    public List<Served> repositories(InstallationSeen installation) {
        String token = listing(installation);
        List<Served> served = new ArrayList<>();
        for (JsonNode one : pages("/installation/repositories?per_page=100", "repositories", "listing", token)) {
            read(() -> {
                Repository repository = new Repository(
                        Fields.id(one, "id"),
                        Fields.text(one, "owner.login"),
                        Fields.text(one, "name"),
                        installation.id());
                boolean named = settings.repositories().isEmpty()
                        || settings.repositories()
                                .contains(repository.fullName().toLowerCase(Locale.ROOT));
                if (named && !one.path("archived").asBoolean(false)) {
                    served.add(new Served(
                            repository,
                            one.path("private").asBoolean(false) ? Visibility.PRIVATE : Visibility.PUBLIC,
                            Fields.text(one, "default_branch")));
                }
                return true;
            });
        }
        return served;
    }

    /** A token that reads no more than which repositories there are. */
    private String listing(InstallationSeen installation) {
        Call call = new Call(
                "POST",
                calls.api("/app/installations/" + installation.id() + "/access_tokens"),
                "app",
                "",
                null,
                Fields.write(Map.of("permissions", Map.of("metadata", "read"))));
        Answer answer = demanded(call, app.send(calls, call));
        return read(() -> Fields.text(parsed(answer), "token"));
    }

    public ProtectionSeen protection(Served served) {
        RequiredChecks checks =
                new RequiredChecks(new RepositoryCalls(calls, tokens, served.repository()), settings.app());
        return read(() -> new ProtectionSeen(
                served.repository().fullName(),
                served.branch(),
                checks.required(served.branch()).stream()
                        .map(one -> new ProtectionSeen.Required(one.name(), one.source()))
                        .toList()));
    }

    /** What GitHub's documentation leaves open or has changed of late, as this GitHub does it. No token is told. */
    public List<String> observed(InstallationSeen installation) {
        Answer app = succeed("/app");
        String token = listing(installation);
        return List.of(
                "API version served: "
                        + app.header("X-GitHub-Api-Version-Selected").orElse("not told")
                        + "; Enterprise Server: "
                        + app.header("X-GitHub-Enterprise-Version").orElse("no"),
                "installation tokens: begin with " + token.substring(0, Math.min(4, token.length())) + ", "
                        + token.length() + " characters, "
                        + token.chars().filter(c -> c == '.').count() + " dots",
                "webhook configuration: content type "
                        + Fields.optional(parsed(succeed("/app/hook/config")), "content_type")
                                .orElse("not told"));
    }

    /** To read files with. */
    public Forge forge() {
        return new GitHubForge(settings, calls, app, clock);
    }

    private List<JsonNode> pages(String path, String list, String scope, @Nullable String bearer) {
        List<JsonNode> found = new ArrayList<>();
        Optional<URI> next = Optional.of(calls.api(path));
        for (int page = 0; next.isPresent() && page < MOST_PAGES; page++) {
            Call call = new Call("GET", next.get(), scope, bearer == null ? "" : bearer, null, null);
            Answer answer = demanded(call, bearer == null ? app.send(calls, call) : calls.send(call));
            JsonNode json = parsed(answer);
            (list.isEmpty() ? json : json.path(list)).forEach(found::add);
            next = answer.next().map(URI::create);
        }
        return found;
    }

    private Answer succeed(String path) {
        Call call = new Call("GET", calls.api(path), "app", "", null, null);
        return demanded(call, app.send(calls, call));
    }

    private Answer demanded(Call call, Answer answer) {
        if (!answer.ok()) {
            throw calls.refused(call, answer);
        }
        return answer;
    }

    private static JsonNode parsed(Answer answer) {
        return read(() -> Fields.parse(answer.body()));
    }

    private static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (Fields.Unfit e) {
            throw new Outside.Unavailable("an answer of GitHub cannot be read: " + e.getMessage(), null);
        }
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        json.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText("")));
        return texts;
    }
}
