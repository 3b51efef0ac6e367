package io.tidegate.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.environment.Notable;
import io.tidegate.flow.ModuleSources;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Reads which modules a file calls, and whether it uses providers, in both of Terraform's languages. */
@Singleton
public final class TerraformModuleSources implements ModuleSources {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final List<String> OF_PROVIDERS =
            List.of("resource", "data", "ephemeral", "action", "list", "provider");

    @Override
    public Sources read(String path, String text) {
        try {
            return path.endsWith(".json") ? json(JSON.readTree(text)) : HclSources.of(HclTokens.of(text));
        } catch (JsonProcessingException | HclTokens.Unclosed unreadable) {
            // Whatever else it is, without the word it calls no module.
            return text.contains("module")
                    ? Sources.UNKNOWN
                    : new Sources(List.of(), List.of(), true, EnumSet.of(Notable.UNREAD), true);
        }
    }

    private static Sources json(JsonNode file) {
        FoundSources found = new FoundSources();
        if (!file.isObject()) {
            found.unknown();
        }
        for (String block : OF_PROVIDERS) {
            each(file.path(block)).forEach(typed -> typed.fieldNames().forEachRemaining(found::usesProviderOf));
        }
        each(file.path("data")).forEach(typed -> typed.fieldNames().forEachRemaining(found::readsData));
        for (JsonNode check : named(file.path("check"))) {
            each(check.path("data")).forEach(typed -> typed.fieldNames().forEachRemaining(found::usesProviderOf));
            each(check.path("data")).forEach(typed -> typed.fieldNames().forEachRemaining(found::readsData));
        }
        if (!each(file.path("provider")).isEmpty()) {
            found.notable(Notable.PROVIDER_SETTINGS);
        }
        for (JsonNode resource : named(file.path("resource"))) {
            resource.forEach(one -> each(one).forEach(body -> provisions(body, found)));
        }
        for (JsonNode terraform : each(file.path("terraform"))) {
            each(terraform.path("required_providers"))
                    .forEach(required -> required.fieldNames().forEachRemaining(found::usesProviderOf));
            if (each(terraform.path("required_providers")).stream().anyMatch(required -> !required.isEmpty())) {
                found.notable(Notable.PROVIDER_SOURCES);
            }
        }
        for (JsonNode module : named(file.path("module"))) {
            if (module.isObject()) {
                found.module(text(module.path("source")), text(module.path("version")));
            } else {
                found.unknown();
            }
        }
        return found.sources();
    }

    private static void provisions(JsonNode resource, FoundSources found) {
        if (resource.has("provisioner")) {
            found.notable(Notable.PROVISIONERS);
        }
    }

    private static FoundSources.Text text(JsonNode value) {
        if (value.isMissingNode()) {
            return FoundSources.Text.ABSENT;
        }
        boolean plain = value.isTextual()
                && !value.textValue().contains("${")
                && !value.textValue().contains("%{");
        return plain ? FoundSources.Text.of(value.textValue()) : FoundSources.Text.UNKNOWN;
    }

    /** Blocks with one label. */
    private static List<JsonNode> named(JsonNode blocks) {
        List<JsonNode> all = new ArrayList<>();
        each(blocks).forEach(named -> named.fields().forEachRemaining(entry -> all.addAll(each(entry.getValue()))));
        return all;
    }

    /** Terraform's JSON takes one object or a list of them. */
    private static List<JsonNode> each(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(all::add);
        } else if (!node.isMissingNode()) {
            all.add(node);
        }
        return all;
    }
}
