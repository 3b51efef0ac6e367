package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Registering an App from a manifest: a page of GitHub's that shows what it would be, a button that leads back with a code,
 * and the code's exchange. The App is always the same one; it takes over what the manifest asks for.
 */
final class ManifestRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Pages that people see, which are no part of the API. */
    static final String PAGES = "(/organizations/[^/]+)?/settings/apps/.*";

    private final Site site;
    private final Map<String, Asked> asked = new HashMap<>();

    /** @param owner of the App to be */
    private record Asked(JsonNode manifest, Person owner, String state) {}

    private ManifestRoutes(Site site) {
        this.site = site;
    }

    static void add(Api api) {
        ManifestRoutes routes = new ManifestRoutes(api.site);
        api.open(
                "POST",
                "/organizations/{organization}/settings/apps/new",
                request ->
                        routes.shown(request, routes.site.account(request.parameter("organization"), "Organization")));
        api.open("POST", "/settings/apps/new", request -> routes.shown(request, routes.site.account("lee", "User")));
        api.open("POST", "/settings/apps/confirm/{code}", routes::confirmed);
        api.open("POST", "/app-manifests/{code}/conversions", routes::converted);
    }

    private Response shown(Request request, Person owner) {
        JsonNode manifest = manifest(request);
        String code = App.random(20);
        asked.put(code, new Asked(manifest, owner, request.query("state").orElse("")));
        String action = "/settings/apps/confirm/" + code;
        return Response.text(
                200,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><title>Create GitHub App</title><h1>Create GitHub App for " + owner.login()
                        + "</h1><form method=\"post\" action=\"" + action
                        + "\"><button>Create GitHub App</button></form>\n");
    }

    /** GitHub shows what is wrong with a manifest on the page; here it is a refusal. */
    private static JsonNode manifest(Request request) {
        for (String pair : request.text().split("&")) {
            if (pair.startsWith("manifest=")) {
                try {
                    JsonNode manifest = JSON.readTree(
                            URLDecoder.decode(pair.substring("manifest=".length()), StandardCharsets.UTF_8));
                    check(manifest);
                    return manifest;
                } catch (IOException e) {
                    throw new Refusal(422, "The manifest is no JSON");
                }
            }
        }
        throw new Refusal(422, "There is no manifest");
    }

    private static void check(JsonNode manifest) {
        demand(manifest.path("url").isTextual(), "url is missing");
        demand(manifest.path("redirect_url").isTextual(), "redirect_url is missing");
        demand(manifest.at("/hook_attributes/url").isTextual(), "hook_attributes.url is missing");
        manifest.properties().forEach(entry -> demand(!entry.getValue().isNull(), entry.getKey() + " is null"));
        manifest.path("default_permissions")
                .forEach(level ->
                        demand(List.of("read", "write", "admin").contains(level.asText()), level + " is no level"));
        manifest.path("default_events")
                .forEach(event -> demand(
                        !event.asText().startsWith("installation"), event + " comes unasked and cannot be subscribed"));
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new Refusal(422, otherwise);
        }
    }

    private Response confirmed(Request request) {
        Asked wanted = asked.get(request.parameter("code"));
        if (wanted == null) {
            throw Call.notFound();
        }
        String back = wanted.manifest().path("redirect_url").asText() + "?code=" + request.parameter("code") + "&state="
                + Paths.encode(wanted.state());
        return Response.empty(302).with("Location", back);
    }

    /** A code is good once. */
    private Response converted(Request request) {
        Asked wanted = asked.remove(request.parameter("code"));
        if (wanted == null) {
            throw Call.notFound();
        }
        Map<String, String> permissions = new LinkedHashMap<>();
        wanted.manifest()
                .path("default_permissions")
                .properties()
                .forEach(entry ->
                        permissions.put(entry.getKey(), entry.getValue().asText()));
        List<String> events = new ArrayList<>();
        wanted.manifest().path("default_events").forEach(event -> events.add(event.asText()));
        site.app.permissions(permissions);
        site.app.events(events);
        site.webhooks()
                .target(URI.create(wanted.manifest().at("/hook_attributes/url").asText()));
        ObjectNode app = AppJson.app(site);
        app.set("owner", AccountJson.user(site, wanted.owner()));
        app.put("client_secret", App.random(20))
                .put("webhook_secret", site.app.webhookSecret())
                .put("pem", site.app.privateKeyPem());
        return Response.json(201, app);
    }
}
