package io.tidegate.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.configuration.HclTokens.Kind;
import io.tidegate.configuration.HclTokens.Token;
import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.flow.ModuleSources;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Reads the literal sources of {@code module} blocks, in both of Terraform's languages. */
@Singleton
public final class TerraformModuleSources implements ModuleSources {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    @Override
    public Sources read(String path, String text) {
        if (!text.contains("module")) {
            return new Sources(List.of(), true);
        }
        try {
            return path.endsWith(".json") ? json(JSON.readTree(text)) : hcl(HclTokens.of(text));
        } catch (JsonProcessingException | HclTokens.Unclosed unreadable) {
            return Sources.UNKNOWN;
        }
    }

    private static Sources hcl(List<Token> tokens) {
        List<String> local = new ArrayList<>();
        boolean understood = true;
        int depth = 0;
        boolean begins = true;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 0 && begins && token.is(Kind.WORD, "module")) {
                int end = blockEnd(tokens, i);
                Source source = end < 0 ? Source.UNKNOWN : source(tokens.subList(i, end));
                understood &= source.add(local);
                i = end < 0 ? i : end;
                begins = false;
                continue;
            }
            depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
            begins = token.kind() == Kind.LINE_END;
        }
        return new Sources(local, understood && depth == 0);
    }

    /** The bracket that closes the block that begins at {@code start}; -1 where no block does, or it does not end. */
    private static int blockEnd(List<Token> tokens, int start) {
        int depth = 0;
        for (int i = start + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 0 && token.kind() == Kind.LINE_END) {
                return -1;
            }
            depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
            if (token.kind() == Kind.CLOSE && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** @param known false where only the run knows it */
    private record Source(boolean known, String text) {
        static final Source UNKNOWN = new Source(false, "");

        /** @return whether nothing is left unknown */
        boolean add(List<String> local) {
            if (known && (text.startsWith("./") || text.startsWith("../"))) {
                local.add(text);
            }
            return known;
        }
    }

    private static Source source(List<Token> block) {
        int depth = 0;
        for (int i = 0; i + 2 < block.size(); i++) {
            Token token = block.get(i);
            if (depth == 1 && token.is(Kind.WORD, "source") && block.get(i + 1).is(Kind.OTHER, "=")) {
                Token value = block.get(i + 2);
                boolean ends = i + 3 == block.size() || block.get(i + 3).kind() == Kind.LINE_END;
                return value.kind() == Kind.STRING && ends ? new Source(true, value.text()) : Source.UNKNOWN;
            }
            depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
        }
        // An override file may leave the source as it is.
        return new Source(true, "");
    }

    private static Sources json(JsonNode file) {
        List<String> local = new ArrayList<>();
        boolean understood = file.isObject();
        List<JsonNode> modules = new ArrayList<>();
        each(file.path("module"))
                .forEach(named -> named.fields().forEachRemaining(entry -> modules.addAll(each(entry.getValue()))));
        for (JsonNode module : modules) {
            JsonNode source = module.path("source");
            if (source.isTextual()) {
                boolean template =
                        source.textValue().contains("${") || source.textValue().contains("%{");
                understood &= (template ? Source.UNKNOWN : new Source(true, source.textValue())).add(local);
            } else {
                understood &= source.isMissingNode() && module.isObject();
            }
        }
        return new Sources(local, understood);
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
