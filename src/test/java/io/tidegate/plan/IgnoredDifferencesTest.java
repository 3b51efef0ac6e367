package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.IgnoredDifferences;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a digest leaves out where any value is as good, and how plans that never repeat are told. */
class IgnoredDifferencesTest {
    private static final DigestKey KEY = new DigestKey("k", new byte[16]);
    private static final String ADDRESS = "module.app[\"a/b.user_data\"].t.web";

    private static Value.Fields fields(Map<String, Value> values) {
        return new Value.Fields(new TreeMap<>(values));
    }

    private static Value.Fields made(String name, String data) {
        return fields(Map.of("name", new Value.Text(name), "user_data", new Value.Text(data)));
    }

    private static UnmaskedChange change(Action action, Value before, Value after, Value unknown) {
        return new UnmaskedChange(
                ADDRESS,
                null,
                "managed",
                "t",
                "p",
                null,
                action,
                null,
                new UnmaskedChange.Sides(before, after, unknown, Value.NULL, Value.NULL),
                Value.NULL,
                Value.NULL,
                Value.NO_FIELDS);
    }

    private static ChangeDigest digest(UnmaskedChange change, String... globs) {
        return new Digester(KEY, null, IgnoredDifferences.of(List.of(globs))).of(change);
    }

    private static UnmaskedChange update(String name, String data) {
        return change(Action.UPDATE, made("old", "old"), made(name, data), Value.NULL);
    }

    @Test
    void of_an_ignored_attribute_any_value_is_as_good_known_or_not() {
        String glob = "module.app**.t.web.user_data";
        assertThat(digest(update("n", "1"))).isNotEqualTo(digest(update("n", "2")));
        assertThat(digest(update("n", "1"), glob)).isEqualTo(digest(update("n", "2"), glob));
        assertThat(digest(update("n", "1"), glob)).isNotEqualTo(digest(update("m", "1"), glob));

        UnmaskedChange known = change(Action.CREATE, Value.NULL, made("n", "1"), Value.NULL);
        UnmaskedChange later = change(
                Action.CREATE,
                Value.NULL,
                fields(Map.of("name", new Value.Text("n"))),
                fields(Map.of("user_data", new Value.Bool(true))));
        assertThat(digest(known, glob)).isEqualTo(digest(later, glob));
        assertThat(digest(known)).isNotEqualTo(digest(later));
    }

    @Test
    void what_is_destroyed_or_replaced_is_digested_whole() {
        for (Action action : List.of(Action.DELETE, Action.DELETE_CREATE, Action.CREATE_DELETE, Action.FORGET)) {
            UnmaskedChange one = change(action, made("n", "1"), made("n", "1"), Value.NULL);
            UnmaskedChange other = change(action, made("n", "2"), made("n", "2"), Value.NULL);
            assertThat(digest(one, "**.user_data")).as("%s", action).isNotEqualTo(digest(other, "**.user_data"));
        }
    }

    @Test
    void the_attribute_is_named_in_full_and_an_address_cannot_stand_for_it() {
        assertThat(IgnoredDifferences.refusal("**")).isPresent();
        assertThat(IgnoredDifferences.refusal("t.web.*")).isPresent();
        assertThat(IgnoredDifferences.refusal(".name")).isPresent();
        assertThat(IgnoredDifferences.refusal("t.web.user_data")).isEmpty();
        IgnoredDifferences ignored = IgnoredDifferences.of(List.of("**.user_data"));
        assertThat(ignored.has(ADDRESS, "user_data")).isTrue();
        assertThat(ignored.has(ADDRESS, "name")).isFalse();
        assertThat(ignored.within(List.of("t.web.user_data")).has(ADDRESS, "user_data"))
                .isFalse();
        assertThat(ignored.within(List.of()).text()).isEmpty();
    }

    private static Plan plan(UnmaskedChange change, IgnoredDifferences ignored) {
        UnmaskedPlan plan = new UnmaskedPlan(
                "1.11.4",
                List.of(change),
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                new java.util.HashSet<>(),
                Map.of(),
                Value.NULL,
                Value.NULL,
                null,
                true,
                true,
                false,
                false);
        return PlanAssembly.of(
                plan, KEY, io.tidegate.environment.ShowLevel.COUNTS, ignored, text -> java.util.Optional.empty());
    }

    @Test
    void a_plan_made_under_other_globs_covers_nothing() {
        IgnoredDifferences ignored = IgnoredDifferences.of(List.of("**.other"));
        Plan reviewed = plan(update("n", "1"), IgnoredDifferences.NONE);
        Plan real = plan(update("n", "1"), ignored);
        assertThat(real.digests()).isEqualTo(reviewed.digests());
        assertThat(Coverage.of(real, List.of(reviewed), true)).isInstanceOf(CoverageVerdict.Uncovered.class);
        assertThat(Coverage.difference(real, List.of(reviewed)).context())
                .containsExactly(new ContextDifference("ignored differences", null, "**.other"));
        assertThat(real.fingerprint()).isNotEqualTo(reviewed.fingerprint());
    }

    @Test
    void what_is_given_another_value_each_time_is_named_even_where_no_values_are_shown() {
        Plan one = plan(update("n", "1"), IgnoredDifferences.NONE);
        assertThat(Unstable.between(one, plan(update("n", "2"), IgnoredDifferences.NONE)))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .endsWith(".t.web.user_data");
        assertThat(Unstable.between(one, one)).isEmpty();
        UnmaskedChange moved = change(Action.UPDATE, made("old", "other"), made("n", "2"), Value.NULL);
        assertThat(Unstable.between(one, plan(moved, IgnoredDifferences.NONE))).isEmpty();
        assertThat(Unstable.between(
                        one, plan(update("n", "2"), IgnoredDifferences.NONE).with("variable size", "another")))
                .isEmpty();
    }
}
