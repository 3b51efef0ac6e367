package io.tidegate.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.doctor.AppManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The project's manifest as GitHub takes it, with the addresses of this installation. */
public final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifest() {}

    /** The one that this build was made with. */
    public static AppManifest packaged() {
        try (InputStream in = Manifest.class.getResourceAsStream("/app-manifest.yml")) {
            if (in == null) {
                throw new IllegalStateException("app-manifest.yml is not in this build");
            }
            return AppManifest.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("app-manifest.yml cannot be read", unreadable);
        }
    }

    static String json(AppManifest manifest, String publicUrl) {
        Map<String, String> permissions = new LinkedHashMap<>();
        manifest.permissions().forEach(one -> permissions.put(one.name(), one.level()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", manifest.name());
        json.put("url", publicUrl);
        json.put("hook_attributes", Map.of("url", publicUrl + "/webhooks/github", "active", true));
        json.put("redirect_url", publicUrl + "/setup/callback");
        json.put("description", manifest.description());
        json.put("public", false);
        json.put("default_permissions", permissions);
        json.put(
                "default_events",
                manifest.events().stream().map(AppManifest.Needed::name).toList());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts and lists can always be written", impossible);
        }
    }
}
