package io.tidegate.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One resource change as Terraform writes it, secrets in clear: made while a plan is read, never kept.
 *
 * @param more every other key of the change, which a digest must not overlook
 */
public record UnmaskedChange(
        String address,
        @Nullable String deposed,
        String mode,
        String type,
        String provider,
        @Nullable String previousAddress,
        Action action,
        @Nullable String reason,
        Sides sides,
        Value importing,
        Value replacePaths,
        Value.Fields more) {
    /** Both sides of a change with Terraform's three masks over them. */
    public record Sides(Value before, Value after, Value unknown, Value sensitiveBefore, Value sensitiveAfter) {
        /** For Terraform an absent mask, false, and an empty object all say that there is nothing beneath. */
        public Sides {
            unknown = Marks.only(unknown);
            sensitiveBefore = Marks.only(sensitiveBefore);
            sensitiveAfter = Marks.only(sensitiveAfter);
        }

        /** Whether anything of them is marked as sensitive. */
        public boolean holdSensitive() {
            return !sensitiveBefore.equals(Marks.NONE) || !sensitiveAfter.equals(Marks.NONE);
        }

        @Override
        public String toString() {
            return "Sides[withheld]";
        }
    }

    /** The same with one token in the place of every sensitive value. */
    UnmaskedChange withoutSensitive() {
        return with(new Sides(
                Marks.without(sides.before, sides.sensitiveBefore),
                Marks.without(sides.after, sides.sensitiveAfter),
                sides.unknown,
                sides.sensitiveBefore,
                sides.sensitiveAfter));
    }

    /** The same with this token in the place of what these attributes are and become, known or not. */
    UnmaskedChange with(Value token, Predicate<String> attributes) {
        if (!(sides.after instanceof Value.Fields after)) {
            return this;
        }
        SortedMap<String, Value> was = new TreeMap<>(Value.fields(sides.before).values());
        SortedMap<String, Value> made = new TreeMap<>(after.values());
        SortedMap<String, Value> unknown =
                new TreeMap<>(Value.fields(sides.unknown).values());
        was.replaceAll((name, value) -> attributes.test(name) ? token : value);
        made.replaceAll((name, value) -> attributes.test(name) ? token : value);
        List<String> later = unknown.keySet().stream().filter(attributes).toList();
        later.forEach(name -> made.put(name, token));
        later.forEach(unknown::remove);
        return with(new Sides(
                sides.before instanceof Value.Fields ? new Value.Fields(was) : sides.before,
                new Value.Fields(made),
                sides.unknown instanceof Value.Fields ? new Value.Fields(unknown) : sides.unknown,
                sides.sensitiveBefore,
                sides.sensitiveAfter));
    }

    private UnmaskedChange with(Sides other) {
        return new UnmaskedChange(
                address,
                deposed,
                mode,
                type,
                provider,
                previousAddress,
                action,
                reason,
                other,
                importing,
                replacePaths,
                more);
    }

    /**
     * An update without the attributes that stay as they are, which neither a digest nor a difference looks at: most of
     * what a large plan holds. The identity stays.
     */
    public UnmaskedChange withoutWhatStays() {
        if (action != Action.UPDATE
                || !(sides.before instanceof Value.Fields before && sides.after instanceof Value.Fields after)) {
            return this;
        }
        SortedMap<String, Value> kept = new TreeMap<>(before.values());
        SortedMap<String, Value> made = new TreeMap<>(after.values());
        before.values().forEach((name, value) -> {
            boolean stays = value.equals(after.values().get(name))
                    && Marks.under(sides.unknown, name).equals(Marks.NONE)
                    && Marks.under(sides.sensitiveBefore, name).equals(Marks.under(sides.sensitiveAfter, name));
            if (stays && !name.equals("id")) {
                kept.remove(name);
                made.remove(name);
            }
        });
        return with(new Sides(
                new Value.Fields(kept),
                new Value.Fields(made),
                sides.unknown,
                sides.sensitiveBefore,
                sides.sensitiveAfter));
    }

    public boolean isImporting() {
        return !(importing instanceof Value.Null);
    }

    /** Nothing at all would happen: not even a move or an import. */
    public boolean isPlainNoOp() {
        return action == Action.NO_OP && previousAddress == null && !isImporting();
    }

    @Override
    public String toString() {
        return "UnmaskedChange[withheld]";
    }
}
