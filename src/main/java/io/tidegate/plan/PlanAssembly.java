package io.tidegate.plan;

import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.environment.ShowLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Turns a plan as read into one that can be kept: everything masked or digested. */
public final class PlanAssembly {
    /** Hexadecimal digits that tell two hidden instance keys apart. */
    private static final int MARK = 6;

    /** So many attributes of a plan can be named as unstable: they are kept with every plan that was shown. */
    private static final int MOST_ATTRIBUTES = 1000;

    private final UnmaskedPlan plan;
    private final ShowLevel level;
    private final Function<String, Optional<Value>> json;
    private final Digester digester;
    private final Masks masks;
    private final DisplayedValue display;
    private final UnaryOperator<String> mark;
    private int attributesLeft = MOST_ATTRIBUTES;

    private PlanAssembly(
            UnmaskedPlan plan,
            DigestKey key,
            ShowLevel level,
            IgnoredDifferences ignored,
            Function<String, Optional<Value>> json) {
        Set<String> masked = new HashSet<>(plan.masked());
        ConfigurationParts.collectSensitive(plan.configuration(), plan.variables(), masked);
        this.plan = plan;
        this.level = level;
        this.json = json;
        this.digester = new Digester(key, plan.planTime(), ignored);
        this.masks = Masks.of(masked);
        this.display = new DisplayedValue(masks, json);
        this.mark = text -> {
            String digest = digester.ofContext(new Value.Text(text));
            return digest.substring(digest.length() - MARK);
        };
    }

    /**
     * The plan under this key, with as much of its values as may be shown.
     *
     * @param ignored attributes whose values do not count; its text becomes a part of the context
     * @param json reads a text that holds an object or array in JSON; empty for every other text
     */
    public static Plan of(
            UnmaskedPlan plan,
            DigestKey key,
            ShowLevel level,
            IgnoredDifferences ignored,
            Function<String, Optional<Value>> json) {
        return new PlanAssembly(plan, key, level, ignored, json).plan(key);
    }

    private Plan plan(DigestKey key) {
        List<ResourceChange> changes = plan.changes().stream().map(this::change).toList();
        List<OutputChange> outputs = new ArrayList<>();
        plan.outputs().forEach((name, change) -> output(name, Value.fields(change), outputs));
        List<OtherChange> others = others(changes.isEmpty() && outputs.isEmpty());
        boolean applyable = plan.applyable() != null
                ? plan.applyable()
                : !plan.errored() && !(changes.isEmpty() && outputs.isEmpty() && others.isEmpty());
        int unknown = plan.changes().stream()
                .mapToInt(c -> Marks.count(c.sides().unknown()))
                .sum();
        return new Plan(
                changes,
                outputs,
                others,
                ChangeCounts.of(changes),
                context(applyable),
                key.prefix(),
                applyable,
                plan.complete(),
                plan.errored(),
                plan.terraformVersion(),
                unknown,
                FailingChecks.of(plan.checks(), masks, display, level),
                FailingChecks.unknown(plan.checks()),
                plan.redacted(),
                List.of(),
                List.of());
    }

    private ResourceChange change(UnmaskedChange change) {
        AttributeDifferences.Found found = AttributeDifferences.of(change, masks, level, json);
        String from = change.previousAddress();
        return new ResourceChange(
                display.address(change.address(), mark),
                change.deposed(),
                change.mode(),
                change.type(),
                change.provider(),
                from == null ? null : display.address(from, mark),
                change.action(),
                change.reason(),
                change.isImporting(),
                found.attributes(),
                found.leftOut(),
                digester.of(change),
                values(change));
    }

    private SortedMap<String, AttributeDigest> values(UnmaskedChange change) {
        SortedMap<String, AttributeDigest> values = new TreeMap<>();
        if (attributesLeft > 0) {
            digester.attributes(change).entrySet().stream()
                    .limit(attributesLeft)
                    .forEach(entry -> values.put(display.name(entry.getKey()), entry.getValue()));
            attributesLeft -= values.size();
        }
        return values;
    }

    private void output(String name, Value.Fields change, List<OutputChange> outputs) {
        Action action = Action.of(words(change.get("actions"))).orElseThrow();
        if (action == Action.NO_OP) {
            return;
        }
        UnmaskedChange.Sides sides = new UnmaskedChange.Sides(
                change.get("before"),
                change.get("after"),
                change.get("after_unknown"),
                change.get("before_sensitive"),
                change.get("after_sensitive"));
        // For an output Terraform marks the whole; an unexpected mark inside hides the whole just as well.
        boolean sensitive = Marks.count(sides.sensitiveBefore()) + Marks.count(sides.sensitiveAfter()) > 0;
        outputs.add(new OutputChange(
                display.name(name),
                action,
                side(name, sides.before(), sensitive, Marks.NONE),
                side(name, sides.after(), sensitive, sides.unknown()),
                digester.ofOutput(name, change)));
    }

    private Shown side(String name, Value value, boolean sensitive, Value unknown) {
        if (level != ShowLevel.VALUES) {
            return Shown.WITHHELD;
        }
        return display.of(value, sensitive ? Marks.ALL : Marks.NONE, unknown, SecretForm.isKey(name));
    }

    private List<OtherChange> others(boolean nothingElse) {
        List<OtherChange> others = new ArrayList<>();
        plan.deferred()
                .forEach(deferred -> others.add(new OtherChange(
                        OtherChange.Sort.DEFERRED,
                        display.address(deferred.change().address(), mark),
                        digester.ofDeferred(deferred.change(), deferred.reason()))));
        plan.actions()
                .forEach(action -> others.add(new OtherChange(
                        OtherChange.Sort.ACTION,
                        display.address(Value.text(Value.fields(action).get("address"), "an action"), mark),
                        digester.ofAction(action))));
        // A plan that can be applied although it changes nothing takes over what it found: it is a refresh-only one.
        if (nothingElse && others.isEmpty() && Boolean.TRUE.equals(plan.applyable())) {
            plan.drift()
                    .forEach(drift -> others.add(new OtherChange(
                            OtherChange.Sort.DRIFT, display.address(drift.address(), mark), digester.ofDrift(drift))));
        }
        return others;
    }

    private Context context(boolean applyable) {
        TreeMap<String, String> parts = new TreeMap<>();
        ConfigurationParts.context(plan.configuration())
                .forEach((name, part) -> parts.put(name, digester.ofContext(part)));
        plan.variables().forEach((name, value) -> parts.put("variable " + name, digester.ofContext(value)));
        if (plan.redacted()) {
            // A plan of the full JSON never has it, so neither kind covers the other.
            parts.put("plan JSON", "redacted");
        } else {
            parts.put(Context.TERRAFORM_VERSION, plan.terraformVersion());
        }
        String ignored = digester.ignored().text();
        if (!ignored.isEmpty()) {
            parts.put(Context.IGNORED, ignored);
        }
        parts.put(Context.APPLYABLE, Boolean.toString(applyable));
        parts.put(Context.COMPLETE, Boolean.toString(plan.complete()));
        parts.put(Context.ERRORED, Boolean.toString(plan.errored()));
        return new Context(parts);
    }

    /** The words of an action list; a word that is none makes the list unknown. */
    public static List<String> words(Value actions) {
        return actions instanceof Value.Items(var items)
                ? items.stream().map(word -> Value.text(word, "?")).toList()
                : List.of();
    }
}
