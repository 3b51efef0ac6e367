package io.tidegate.configuration;

import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.environment.Notable;
import io.tidegate.environment.RemoteModule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects what one file calls and uses. */
final class FoundSources {
    private final List<String> local = new ArrayList<>();
    private final List<RemoteModule> remote = new ArrayList<>();
    private final Set<Notable> notable = EnumSet.noneOf(Notable.class);
    private boolean providers;
    private boolean understood = true;

    /** An attribute's value as written. */
    record Text(boolean known, boolean present, String text) {
        static final Text ABSENT = new Text(true, false, "");
        /** Only the run knows it. */
        static final Text UNKNOWN = new Text(false, true, "");

        static Text of(String text) {
            return new Text(true, true, text);
        }
    }

    void unknown() {
        understood = false;
        providers = true;
        notable.add(Notable.UNREAD);
    }

    void notable(Notable one) {
        notable.add(one);
    }

    /** @param type of the data that the plan reads */
    void readsData(String type) {
        switch (type) {
            case "external" -> notable.add(Notable.EXTERNAL_DATA);
            case "http" -> notable.add(Notable.HTTP_DATA);
            default -> {}
        }
    }

    void usesProvider() {
        providers = true;
    }

    /** @param type of a resource, or a provider's name; Terraform itself brings one provider, which no lock file names; JSON has comments named // */
    void usesProviderOf(String type) {
        providers |= !type.equals("terraform") && !type.startsWith("terraform_") && !type.equals("//");
    }

    /** A block without a source is an override, which may leave it as it is. */
    void module(Text source, Text version) {
        if (!source.known()) {
            unknown();
        } else if (source.text().startsWith("./") || source.text().startsWith("../")) {
            local.add(source.text());
        } else if (source.present() || version.present()) {
            notable.add(Notable.MODULE_SOURCES);
            remote.add(new RemoteModule(source.text(), version.known() ? version.text() : "?"));
        }
    }

    Sources sources() {
        return new Sources(local, remote, providers, notable, understood);
    }
}
