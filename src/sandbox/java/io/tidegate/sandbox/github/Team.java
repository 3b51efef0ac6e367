package io.tidegate.sandbox.github;

import java.util.LinkedHashMap;
import java.util.Map;

/** A team of an organisation; members by account id with the state of their membership. */
record Team(long id, Person organization, String slug, Map<Long, String> members) {
    Team(long id, Person organization, String slug) {
        this(id, organization, slug, new LinkedHashMap<>());
    }
}
