package io.tidegate.plan;

import io.tidegate.environment.ShowLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The leaves in which both sides of a change differ, with dotted paths. */
final class AttributeDifferences {
    /** More than anybody reads of one resource. */
    static final int MOST = 200;

    /** Of one text. */
    private static final int MOST_LINES = 20;

    private final DisplayedValue display;
    private final List<AttributeChange> found = new ArrayList<>();
    private int leftOut;

    private AttributeDifferences(DisplayedValue display) {
        this.display = display;
    }

    record Found(List<AttributeChange> attributes, int leftOut) {}

    /** @param json reads a text that holds an object or array in JSON; empty for every other text */
    static Found of(UnmaskedChange change, Masks masks, ShowLevel level, Function<String, Optional<Value>> json) {
        AttributeDifferences differences = new AttributeDifferences(new DisplayedValue(masks, json));
        BothSides root = new BothSides("", change.sides(), replacePaths(change.replacePaths()), false);
        switch (change.action()) {
            case NO_OP -> {}
            // What is gone is named by its identity; everything else of it is gone too.
            case DELETE, FORGET -> List.of("id", "name").forEach(name -> differences.walkTop(root, name, level));
            case CREATE, READ, UPDATE, DELETE_CREATE, CREATE_DELETE, CREATE_FORGET ->
                names(root).forEach(name -> differences.walkTop(root, name, level));
        }
        return new Found(List.copyOf(differences.found), differences.leftOut);
    }

    private void walkTop(BothSides root, String name, ShowLevel level) {
        BothSides attribute = root.field(name, display.name(name));
        switch (level) {
            case COUNTS -> {}
            case NAMES -> {
                if (attribute.differs()) {
                    add(new AttributeChange(
                            attribute.path(),
                            Shown.WITHHELD,
                            Shown.WITHHELD,
                            !attribute.replacing().isEmpty()));
                }
            }
            case VALUES -> walk(attribute);
        }
    }

    private void walk(BothSides node) {
        UnmaskedChange.Sides sides = node.sides();
        boolean closed =
                Marks.all(sides.unknown()) || Marks.all(sides.sensitiveBefore()) || Marks.all(sides.sensitiveAfter());
        if (!node.differs()) {
            return;
        }
        if (!closed && isTree(node, Value.Fields.class)) {
            names(node).forEach(name -> walk(node.field(name, display.key(name))));
        } else if (!closed && isTree(node, Value.Items.class) && hasContainers(node)) {
            walkItems(node);
        } else if (!closed && !node.suspect()) {
            inside(node).ifPresentOrElse(this::walk, () -> text(node));
        } else {
            leaf(node);
        }
    }

    /**
     * Two texts as the JSON that they hold, unless something hides one of them: it could be spelt otherwise inside. Texts
     * that differ in spelling alone remain texts, or their difference would vanish.
     */
    private Optional<BothSides> inside(BothSides node) {
        if (node.before() instanceof Value.Null && node.after() instanceof Value.Null) {
            return Optional.empty();
        }
        return held(node.before())
                .flatMap(before -> held(node.after()).map(after -> node.holding(before, after)))
                .filter(BothSides::differs)
                .filter(held -> isTree(held, Value.Fields.class) || isTree(held, Value.Items.class));
    }

    private Optional<Value> held(Value value) {
        return switch (value) {
            case Value.Text(String text)
            when display.isPlain(text) -> display.json().apply(text);
            case Value.Null none -> Optional.of(none);
            default -> Optional.empty();
        };
    }

    /** Elements before the first and after the last difference are the same ones, wherever they have moved to. */
    private void walkItems(BothSides node) {
        List<Value> before = items(node.before());
        List<Value> after = items(node.after());
        int shorter = Math.min(before.size(), after.size());
        int start = 0;
        while (before.size() != after.size()
                && start < shorter
                && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (before.size() != after.size()
                && end < shorter - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        boolean numbered = Math.max(before.size(), after.size()) > 1;
        for (int i = start; i < Math.max(before.size(), after.size()) - end; i++) {
            int atBefore = i < before.size() - end ? i : -1;
            int atAfter = i < after.size() - end ? i : -1;
            walk(node.item(atBefore, atAfter, numbered ? "[" + i + "]" : ""));
        }
    }

    /** Several lines are compared by line, unless one of the texts may not be shown: its lines then may not either. */
    private void text(BothSides node) {
        List<LineDifferences.Line> lines = node.before() instanceof Value.Text(String before)
                        && node.after() instanceof Value.Text(String after)
                        && LineDifferences.apply(node.before(), node.after())
                        && display.isPlain(before)
                        && display.isPlain(after)
                        && node.sides().sensitiveBefore().equals(node.sides().sensitiveAfter())
                ? LineDifferences.of(before, after)
                : List.of();
        if (lines.isEmpty()) {
            leaf(node);
            return;
        }
        lines.stream()
                .limit(MOST_LINES)
                .forEach(line -> add(new AttributeChange(
                        node.path() + " line " + line.number(),
                        display.of(line.before(), Marks.NONE, Marks.NONE, secretLine(line)),
                        display.of(line.after(), Marks.NONE, Marks.NONE, secretLine(line)),
                        node.forcesReplacement())));
        leftOut += Math.max(0, lines.size() - MOST_LINES);
    }

    /** In a text nothing but a line itself says what it is: {@code password: blue}. */
    private static boolean secretLine(LineDifferences.Line line) {
        return SecretForm.isKey(Value.text(line.before(), "")) || SecretForm.isKey(Value.text(line.after(), ""));
    }

    private void leaf(BothSides node) {
        UnmaskedChange.Sides sides = node.sides();
        Shown before = display.of(node.before(), sides.sensitiveBefore(), Marks.NONE, node.suspect());
        Shown after = display.of(node.after(), sides.sensitiveAfter(), sides.unknown(), node.suspect());
        add(new AttributeChange(node.path(), besides(before, after), besides(after, before), node.forcesReplacement()));
    }

    /** A value whose other side is hidden is hidden as well: it is the same secret's place. */
    private static Shown besides(Shown shown, Shown other) {
        boolean hidden = other.equals(Shown.SENSITIVE) || other.equals(Shown.WITHHELD);
        return shown instanceof Shown.Text && hidden ? other : shown;
    }

    private void add(AttributeChange change) {
        if (found.size() < MOST) {
            found.add(change);
        } else {
            leftOut++;
        }
    }

    private static boolean isTree(BothSides node, Class<? extends Value> kind) {
        boolean before = kind.isInstance(node.before());
        boolean after = kind.isInstance(node.after());
        return (before || node.before() instanceof Value.Null)
                && (after || node.after() instanceof Value.Null)
                && (before || after)
                && !(isEmpty(node.before())
                        && isEmpty(node.after())
                        && node.sides().unknown().equals(Marks.NONE));
    }

    private static boolean isEmpty(Value value) {
        return switch (value) {
            case Value.Fields(var fields) -> fields.isEmpty();
            case Value.Items(var items) -> items.isEmpty();
            case Value.Null n -> true;
            case Value.Bool b -> false;
            case Value.Num n -> false;
            case Value.Text t -> false;
            case Value.Token t -> false;
        };
    }

    private static boolean hasContainers(BothSides node) {
        return !items(node.before()).stream().allMatch(DisplayedValue::isScalar)
                || !items(node.after()).stream().allMatch(DisplayedValue::isScalar);
    }

    private static List<Value> items(Value value) {
        return value instanceof Value.Items(var items) ? items : List.of();
    }

    private static SortedSet<String> names(BothSides node) {
        SortedSet<String> names =
                new TreeSet<>(Value.fields(node.before()).values().keySet());
        names.addAll(Value.fields(node.after()).values().keySet());
        names.addAll(Value.fields(node.sides().unknown()).values().keySet());
        return names;
    }

    private static List<List<Value>> replacePaths(Value paths) {
        return items(paths).stream().map(AttributeDifferences::items).toList();
    }
}
