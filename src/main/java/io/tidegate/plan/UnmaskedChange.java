package io.tidegate.plan;

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

        @Override
        public String toString() {
            return "Sides[withheld]";
        }
    }

    /** The same with one token in the place of every sensitive value. */
    UnmaskedChange withoutSensitive() {
        Sides hidden = new Sides(
                Marks.without(sides.before, sides.sensitiveBefore),
                Marks.without(sides.after, sides.sensitiveAfter),
                sides.unknown,
                sides.sensitiveBefore,
                sides.sensitiveAfter);
        return new UnmaskedChange(
                address,
                deposed,
                mode,
                type,
                provider,
                previousAddress,
                action,
                reason,
                hidden,
                importing,
                replacePaths,
                more);
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
