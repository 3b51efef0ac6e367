package io.tidegate.configuration;

import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Grantee;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code approvals: 2} and {@code approvals: { count: 2, teams: { platform: 1 }, bind: commit }}. */
final class ApprovalText {
    static final int MOST = 10;
    private static final int MOST_TEAMS = 10;
    private static final SequencedSet<String> KEYS = Defaults.keys("count", "teams", "codeowners", "bind");
    private static final Map<String, ApprovalRule.Bind> BIND = new LinkedHashMap<>();

    static {
        BIND.put("plan", ApprovalRule.Bind.PLAN);
        BIND.put("commit", ApprovalRule.Bind.COMMIT);
    }

    private ApprovalText() {}

    static Optional<ApprovalRule> read(Section section, Problems problems) {
        Yaml value = section.value("approvals");
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Yaml.Mapping mapping) {
            int before = problems.count();
            Section rule = new Section(mapping, KEYS, Set.of(), problems);
            int count = rule.value("count") instanceof Yaml counted
                    ? count("count", counted, problems).orElse(1)
                    : 1;
            ApprovalRule read = new ApprovalRule(
                    count,
                    teams(rule, problems),
                    rule.flag("codeowners").orElse(false),
                    rule.choice("bind", BIND).orElse(ApprovalRule.Bind.PLAN));
            return problems.count() == before ? Optional.of(read) : Optional.empty();
        }
        if (value instanceof Yaml.Scalar) {
            OptionalInt count = count("approvals", value, problems);
            return count.isPresent() ? Optional.of(ApprovalRule.of(count.getAsInt())) : Optional.empty();
        }
        problems.add(
                value.place(),
                "`approvals` is a number, or says more: write `approvals: 1` or `approvals: { count: 2, teams: {"
                        + " platform: 1 } }`");
        return Optional.empty();
    }

    private static SortedMap<String, Integer> teams(Section rule, Problems problems) {
        SortedMap<String, Integer> teams = new TreeMap<>();
        Yaml value = rule.value("teams");
        if (value == null) {
            return teams;
        }
        if (!(value instanceof Yaml.Mapping mapping)) {
            problems.add(value.place(), "`teams` says of which team how many: write `teams: { platform: 1 }`");
            return teams;
        }
        for (Yaml.Pair pair : mapping.pairs()) {
            String slug = pair.key().text();
            Optional<Grantee> team = Grantee.read("team:" + slug);
            if (team.isEmpty()) {
                problems.add(
                        pair.key().place(),
                        Words.quoted(slug) + " is not a team's slug: write it as in the team's address on GitHub,"
                                + " without `team:` and without the organisation");
                continue;
            }
            count(slug, pair.value(), problems)
                    .ifPresent(count -> teams.put(team.get().name(), count));
        }
        if (teams.size() > MOST_TEAMS) {
            problems.add(value.place(), "more than " + MOST_TEAMS + " teams: ask fewer");
        }
        return teams;
    }

    private static OptionalInt count(String key, Yaml value, Problems problems) {
        if (value instanceof Yaml.Scalar scalar
                && scalar.plain()
                && scalar.text().matches("[0-9]{1,3}")) {
            int count = Integer.parseInt(scalar.text());
            if (count <= MOST) {
                return OptionalInt.of(count);
            }
        }
        problems.add(
                value.place(),
                (key.equals("approvals") ? "`approvals`" : Words.quoted(key)) + " is a number from 0 to " + MOST
                        + ", without quotes: write `" + (key.equals("approvals") ? "approvals" : "count") + ": 1`");
        return OptionalInt.empty();
    }
}
