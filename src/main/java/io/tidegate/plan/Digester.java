package io.tidegate.plan;

import io.tidegate.environment.IgnoredDifferences;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes change digests. What belongs into one is the rule of {@code docs/architecture.md}, "Fingerprint and coverage".
 *
 * @param planTime the plan's own {@code timestamp}; values equal to it are one token
 * @param ignored attributes of which every value is one token, never of what is destroyed or replaced
 */
public record Digester(DigestKey key, @Nullable String planTime, IgnoredDifferences ignored) {
    private static final Value PLAN_TIME = new Value.Token("plan time");
    private static final Value IGNORED = new Value.Token("ignored");
    private static final int SHORT = 12;

    public ChangeDigest of(UnmaskedChange change) {
        return digest("resource", resource(withoutIgnored(change)));
    }

    /** Attribute by attribute, of what an update or a creation gives a value: to name what differs between two plans. */
    SortedMap<String, AttributeDigest> attributes(UnmaskedChange change) {
        UnmaskedChange seen = withoutIgnored(change);
        SortedMap<String, AttributeDigest> digests = new TreeMap<>();
        if (change.action() != Action.UPDATE && change.action() != Action.CREATE) {
            return digests;
        }
        differing(seen.sides()).forEach((name, sides) -> {
            SortedMap<String, Value> before = new TreeMap<>();
            SortedMap<String, Value> after = new TreeMap<>();
            addBefore(before, sides);
            addAfter(after, sides);
            digests.put(
                    name, new AttributeDigest(shortened(new Value.Fields(before)), shortened(new Value.Fields(after))));
        });
        return digests;
    }

    private String shortened(Value value) {
        String digest = key.digest(Value.NO_FIELDS.with("attribute", value));
        return digest.substring(digest.length() - SHORT);
    }

    /** What is destroyed is told apart by everything that it has. */
    private UnmaskedChange withoutIgnored(UnmaskedChange change) {
        boolean keeps = change.action() == Action.UPDATE || change.action() == Action.CREATE;
        return keeps && !ignored.isNothing()
                ? change.with(IGNORED, name -> ignored.has(change.address(), name))
                : change;
    }

    /** A deferred change: what it would be as far as is known, and why it was put off. */
    public ChangeDigest ofDeferred(UnmaskedChange change, String reason) {
        return digest("deferred", resource(change).with("deferred because", new Value.Text(reason)));
    }

    /** What a refresh-only plan takes over into the state. */
    public ChangeDigest ofDrift(UnmaskedChange change) {
        return digest("drift", resource(change));
    }

    /** An action invocation, whole. */
    public ChangeDigest ofAction(Value invocation) {
        return digest("action", timeless(invocation));
    }

    /** An output's change, whole. */
    public ChangeDigest ofOutput(String name, Value change) {
        return digest(
                "output", Value.NO_FIELDS.with("name", new Value.Text(name)).with("change", timeless(change)));
    }

    /** A part of the context that could hold a secret. */
    public String ofContext(Value part) {
        return key.digest(Value.NO_FIELDS.with("context", part));
    }

    private ChangeDigest digest(String kind, Value content) {
        return new ChangeDigest(key.digest(Value.NO_FIELDS.with(kind, content)));
    }

    private Value.Fields resource(UnmaskedChange change) {
        SortedMap<String, Value> parts = new TreeMap<>(compared(change));
        parts.put("address", new Value.Text(change.address()));
        parts.put("deposed", optional(change.deposed()));
        parts.put("mode", new Value.Text(change.mode()));
        parts.put("type", new Value.Text(change.type()));
        parts.put("provider", new Value.Text(change.provider()));
        parts.put("previous address", optional(change.previousAddress()));
        parts.put("action", new Value.Text(change.action().name()));
        parts.put("importing", change.importing());
        parts.put("replace paths", change.replacePaths());
        parts.put("more", timeless(change.more()));
        parts.put("identity", Value.fields(change.sides().before()).get("id"));
        return new Value.Fields(parts);
    }

    private SortedMap<String, Value> compared(UnmaskedChange change) {
        UnmaskedChange.Sides sides = change.sides();
        SortedMap<String, Value> parts = new TreeMap<>();
        switch (change.action()) {
            // Its identity, new address and import say all that happens.
            case NO_OP -> {}
            case CREATE, READ -> addAfter(parts, sides);
            case UPDATE -> addDifferingAttributes(parts, sides);
            case DELETE, FORGET -> addBefore(parts, sides);
            case DELETE_CREATE, CREATE_DELETE, CREATE_FORGET -> {
                addBefore(parts, sides);
                addAfter(parts, sides);
            }
        }
        return parts;
    }

    private void addBefore(SortedMap<String, Value> parts, UnmaskedChange.Sides sides) {
        parts.put("before", timeless(sides.before()));
        parts.put("sensitive before", sides.sensitiveBefore());
    }

    private void addAfter(SortedMap<String, Value> parts, UnmaskedChange.Sides sides) {
        parts.put("after", timeless(sides.after()));
        parts.put("unknown", sides.unknown());
        parts.put("sensitive after", sides.sensitiveAfter());
    }

    private void addDifferingAttributes(SortedMap<String, Value> parts, UnmaskedChange.Sides sides) {
        if (!(sides.before() instanceof Value.Fields && sides.after() instanceof Value.Fields)) {
            addBefore(parts, sides);
            addAfter(parts, sides);
            return;
        }
        differing(sides).forEach((name, attribute) -> {
            SortedMap<String, Value> both = new TreeMap<>();
            addBefore(both, attribute);
            addAfter(both, attribute);
            parts.put("attribute " + name, new Value.Fields(both));
        });
    }

    /** Attributes that merely refreshed are the same on both sides, and so no part of what was reviewed. */
    private static SortedMap<String, UnmaskedChange.Sides> differing(UnmaskedChange.Sides sides) {
        Value.Fields before = Value.fields(sides.before());
        Value.Fields after = Value.fields(sides.after());
        TreeSet<String> names = new TreeSet<>(before.values().keySet());
        names.addAll(after.values().keySet());
        names.addAll(Value.fields(sides.unknown()).values().keySet());
        SortedMap<String, UnmaskedChange.Sides> differing = new TreeMap<>();
        for (String name : names) {
            UnmaskedChange.Sides attribute = new UnmaskedChange.Sides(
                    before.get(name),
                    after.get(name),
                    Marks.under(sides.unknown(), name),
                    Marks.under(sides.sensitiveBefore(), name),
                    Marks.under(sides.sensitiveAfter(), name));
            boolean differs = !attribute.before().equals(attribute.after())
                    || !attribute.unknown().equals(Marks.NONE)
                    || !attribute.sensitiveBefore().equals(attribute.sensitiveAfter());
            if (differs) {
                differing.put(name, attribute);
            }
        }
        return differing;
    }

    private static Value optional(@Nullable String text) {
        return text == null ? Value.NULL : new Value.Text(text);
    }

    private Value timeless(Value value) {
        if (planTime == null) {
            return value;
        }
        return switch (value) {
            case Value.Text(String text) -> text.equals(planTime) ? PLAN_TIME : value;
            case Value.Items(var items) ->
                new Value.Items(items.stream().map(this::timeless).toList());
            case Value.Fields(var fields) -> {
                SortedMap<String, Value> timeless = new TreeMap<>();
                fields.forEach((name, field) -> timeless.put(name, timeless(field)));
                yield new Value.Fields(timeless);
            }
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Num n -> n;
            case Value.Token t -> t;
        };
    }
}
