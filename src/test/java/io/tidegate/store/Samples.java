package io.tidegate.store;

import io.tidegate.command.Named;
import io.tidegate.environment.EnvironmentName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values of any record or sealed type, from a seed; null only where a component says that it may be. */
final class Samples {
    private static final List<String> HOSTILE = List.of(
            "",
            "plain",
            "NUL \0 inside",
            "half a pair \ud800",
            "\udfff",
            "‮ right to left",
            "\"}]",
            "🌊 ü",
            "@",
            "\u2028\n\r\t");

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return collection((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isSealed() && plain.getPackageName().startsWith("io.tidegate")) {
            Class<?>[] cases = plain.getPermittedSubclasses();
            return of(cases[random.nextInt(cases.length)]);
        }
        return plain.isRecord() ? record(plain) : scalar(plain);
    }

    private Object collection(Class<?> raw, Type[] arguments) {
        int size = random.nextInt(3);
        if (raw == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(of(arguments[0]));
            }
            return list;
        }
        if (raw == SortedSet.class) {
            SortedSet<Object> set = new TreeSet<>();
            for (int i = 0; i < size; i++) {
                set.add(of(arguments[0]));
            }
            return set;
        }
        if (raw == SortedMap.class) {
            SortedMap<Object, Object> map = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                map.put(of(arguments[0]), of(arguments[1]));
            }
            return map;
        }
        if (raw == SortedSet.class) {
            SortedSet<Object> set = new TreeSet<>();
            for (int i = 0; i < size; i++) {
                set.add(of(arguments[0]));
            }
            return set;
        }
        throw new IllegalStateException("no sample of " + raw);
    }

    private Object record(Class<?> type) {
        if (type == Named.class) {
            return new Named(random.nextBoolean() ? "env-*" : "env-" + random.nextInt(1000));
        }
        if (type == EnvironmentName.class) {
            return new EnvironmentName("env-" + random.nextInt(1000));
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = nullable && random.nextInt(3) == 0 ? null : of(components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }

    private Object scalar(Class<?> type) {
        if (type == String.class) {
            return HOSTILE.get(random.nextInt(HOSTILE.size())) + random.nextInt(100);
        }
        if (type == long.class || type == Long.class) {
            return random.nextLong();
        }
        if (type == int.class || type == Integer.class) {
            return random.nextInt();
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000_000));
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(random.nextInt(1_000_000));
        }
        if (type == LocalTime.class) {
            return LocalTime.ofSecondOfDay(random.nextInt(86_400));
        }
        if (type == LocalDate.class) {
            return LocalDate.ofEpochDay(random.nextInt(40_000));
        }
        if (type == ZoneId.class) {
            return ZoneId.of("Europe/Kyiv");
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        throw new IllegalStateException("no sample of " + type);
    }
}
