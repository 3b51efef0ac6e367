package io.tidegate.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * All records and sealed types that can be reached from some roots. A case of a sealed type is told by its simple name
 * under {@code "@"}; a record that only names something ({@code text}) is that text.
 */
final class Shapes {
    private final Set<Class<?>> seen = new LinkedHashSet<>();

    private Shapes() {}

    static Shapes of(Class<?>... roots) {
        Shapes shapes = new Shapes();
        for (Class<?> root : roots) {
            shapes.visit(root);
        }
        return shapes;
    }

    void teach(JsonMapper.Builder builder) {
        for (Class<?> type : seen) {
            if (type.isSealed()) {
                builder.addMixIn(type, Told.class);
                for (Class<?> permitted : type.getPermittedSubclasses()) {
                    builder.registerSubtypes(new NamedType(permitted, permitted.getSimpleName()));
                }
            } else if (names(type)) {
                builder.addMixIn(type, Text.class);
            }
        }
    }

    Set<Class<?>> all() {
        return seen;
    }

    private void visit(Type type) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                visit(argument);
            }
        } else if (type instanceof Class<?> plain && isOurs(plain) && seen.add(plain)) {
            if (plain.isSealed()) {
                for (Class<?> permitted : plain.getPermittedSubclasses()) {
                    visit(permitted);
                }
            } else {
                for (RecordComponent component : plain.getRecordComponents()) {
                    visit(component.getGenericType());
                }
            }
        }
    }

    /** Jackson knows the JDK's own types, some of which are sealed too. */
    private static boolean isOurs(Class<?> type) {
        return (type.isRecord() || type.isSealed()) && type.getPackageName().startsWith("io.tidegate");
    }

    private boolean names(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components != null
                && components.length == 1
                && components[0].getName().equals("text")
                && components[0].getType() == String.class
                && seen.stream().noneMatch(t -> t.isSealed() && t.isAssignableFrom(type));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
    private interface Told {}

    private abstract static class Text {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Text(String text) {}

        @JsonValue
        abstract String text();
    }
}
