package io.tidegate.configuration;

import io.tidegate.configuration.HclTokens.Kind;
import io.tidegate.configuration.HclTokens.Token;
import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.environment.Notable;
import java.util.List;
import java.util.Set;

/** What a file in Terraform's own language calls and uses. */
final class HclSources {
    /** Blocks whose first label tells the provider. */
    private static final Set<String> OF_PROVIDERS =
            Set.of("resource", "data", "ephemeral", "action", "list", "provider");

    private final List<Token> tokens;
    private final FoundSources found = new FoundSources();

    private HclSources(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Sources of(List<Token> tokens) {
        return new HclSources(tokens).read();
    }

    private Sources read() {
        int depth = 0;
        boolean begins = true;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 0 && begins && token.is(Kind.WORD, "module")) {
                int end = blockEnd(i);
                if (end < 0) {
                    found.unknown();
                } else {
                    module(tokens.subList(i, end));
                    i = end;
                }
                begins = false;
                continue;
            }
            if (token.kind() == Kind.WORD) {
                usesProvider(i, depth);
            }
            depth += step(token);
            begins = token.kind() == Kind.LINE_END;
        }
        if (depth != 0) {
            found.unknown();
        }
        return found.sources();
    }

    private static int step(Token token) {
        return token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
    }

    /** Blocks at the top, data in checks, and what is required by name. */
    private void usesProvider(int at, int depth) {
        String word = tokens.get(at).text();
        if (at + 1 < tokens.size() && OF_PROVIDERS.contains(word) && (depth == 0 || word.equals("data"))) {
            Token label = tokens.get(at + 1);
            switch (label.kind()) {
                case WORD, STRING -> {
                    found.usesProviderOf(label.text());
                    look(word, label.text());
                }
                case TEMPLATE -> found.usesProvider();
                case HEREDOC, OPEN, CLOSE, LINE_END, OTHER -> {}
            }
        }
        if (depth > 0 && word.equals("provisioner") && at + 1 < tokens.size()) {
            Kind next = tokens.get(at + 1).kind();
            if (next == Kind.STRING || next == Kind.WORD) {
                found.notable(Notable.PROVISIONERS);
            }
        }
        if (depth == 1 && word.equals("required_providers")) {
            for (int i = at + 1; i < tokens.size() && tokens.get(i).kind() != Kind.CLOSE; i++) {
                boolean name =
                        tokens.get(i).kind() == Kind.WORD || tokens.get(i).kind() == Kind.STRING;
                if (name && !tokens.get(i).text().equals("terraform")) {
                    found.usesProvider();
                    found.notable(Notable.PROVIDER_SOURCES);
                    return;
                }
            }
        }
    }

    private void look(String block, String label) {
        if (block.equals("provider")) {
            found.notable(Notable.PROVIDER_SETTINGS);
        } else if (block.equals("data")) {
            found.readsData(label);
        }
    }

    /** The bracket that closes the block that begins at {@code start}; -1 where no block does, or it does not end. */
    private int blockEnd(int start) {
        int depth = 0;
        for (int i = start + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (depth == 0 && token.kind() == Kind.LINE_END) {
                return -1;
            }
            depth += step(token);
            if (token.kind() == Kind.CLOSE && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private void module(List<Token> block) {
        FoundSources.Text source = attribute(block, "source");
        FoundSources.Text version = attribute(block, "version");
        found.module(source, version);
    }

    private static FoundSources.Text attribute(List<Token> block, String name) {
        int depth = 0;
        for (int i = 0; i + 2 < block.size(); i++) {
            Token token = block.get(i);
            if (depth == 1 && token.is(Kind.WORD, name) && block.get(i + 1).is(Kind.OTHER, "=")) {
                Token value = block.get(i + 2);
                boolean ends = i + 3 == block.size() || block.get(i + 3).kind() == Kind.LINE_END;
                return value.kind() == Kind.STRING && ends
                        ? FoundSources.Text.of(value.text())
                        : FoundSources.Text.UNKNOWN;
            }
            depth += step(token);
        }
        return FoundSources.Text.ABSENT;
    }
}
