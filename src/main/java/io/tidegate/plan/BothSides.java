package io.tidegate.plan;

import java.math.BigDecimal;
import java.util.List;

/**
 * A node of the two trees of values that are walked together, with the three masks over it.
 *
 * @param path dotted, as it is shown
 * @param replacing what is left of the paths that force a replacement, below this node
 * @param suspect a key on the way here reads as that of a secret
 */
record BothSides(String path, UnmaskedChange.Sides sides, List<List<Value>> replacing, boolean suspect) {
    Value before() {
        return sides.before();
    }

    Value after() {
        return sides.after();
    }

    boolean differs() {
        return !before().equals(after())
                || !sides.unknown().equals(Marks.NONE)
                || !sides.sensitiveBefore().equals(sides.sensitiveAfter());
    }

    boolean forcesReplacement() {
        return !replacing.isEmpty();
    }

    BothSides field(String key, String shownAs) {
        return under(
                shownAs,
                new UnmaskedChange.Sides(
                        Value.fields(before()).get(key),
                        Value.fields(after()).get(key),
                        Marks.under(sides.unknown(), key),
                        Marks.under(sides.sensitiveBefore(), key),
                        Marks.under(sides.sensitiveAfter(), key)),
                new Value.Text(key),
                suspect || SecretForm.isKey(key));
    }

    /** Positions differ between the sides where elements were removed or added in the middle. */
    BothSides item(int atBefore, int atAfter, String shownAs) {
        return under(
                shownAs,
                new UnmaskedChange.Sides(
                        at(before(), atBefore),
                        at(after(), atAfter),
                        Marks.under(sides.unknown(), atAfter),
                        Marks.under(sides.sensitiveBefore(), atBefore),
                        Marks.under(sides.sensitiveAfter(), atAfter)),
                new Value.Num(BigDecimal.valueOf(Math.max(atBefore, atAfter))),
                suspect);
    }

    BothSides holding(Value held, Value heldAfter) {
        return new BothSides(
                path,
                new UnmaskedChange.Sides(held, heldAfter, Marks.NONE, Marks.NONE, Marks.NONE),
                replacing,
                suspect);
    }

    private BothSides under(String shownAs, UnmaskedChange.Sides beneath, Value step, boolean isSuspect) {
        List<List<Value>> rest = replacing.stream()
                .filter(path -> path.isEmpty() || path.getFirst().equals(step))
                .map(path -> path.isEmpty() ? path : path.subList(1, path.size()))
                .toList();
        return new BothSides(path + shownAs, beneath, rest, isSuspect);
    }

    private static Value at(Value list, int position) {
        return list instanceof Value.Items(var items) && position >= 0 && position < items.size()
                ? items.get(position)
                : Value.NULL;
    }
}
