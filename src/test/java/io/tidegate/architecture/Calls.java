package io.tidegate.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import java.util.function.Predicate;

/** Calls whose answer depends on when, where or how often they are made. */
final class Calls {
    private static final Set<String> SURROUNDINGS = Set.of("getenv", "getProperty", "getProperties", "exit");

    /** A clock handed in is no wall clock: {@code Instant.now(clock)} has a parameter. */
    static final DescribedPredicate<JavaMethodCall> OF_THE_WALL_CLOCK = call(
            "read the wall clock",
            call -> owner(call).equals("java.time.Clock")
                            && (name(call).startsWith("system") || name(call).startsWith("tick"))
                    || owner(call).startsWith("java.time.") && name(call).equals("now") && !takesAClock(call)
                    || owner(call).equals("java.lang.System") && name(call).equals("currentTimeMillis"));

    static final DescribedPredicate<JavaMethodCall> OF_A_CLOCK = call(
            "ask any clock",
            call -> owner(call).equals("java.time.Clock")
                    || owner(call).startsWith("java.time.") && name(call).equals("now")
                    || owner(call).equals("java.lang.System")
                            && (name(call).equals("currentTimeMillis")
                                    || name(call).equals("nanoTime")));

    static final DescribedPredicate<JavaMethodCall> OF_CHANCE = call(
            "leave it to chance",
            call -> name(call).equals("randomUUID")
                    || name(call).equals("random")
                    || name(call).equals("shuffle")
                    || name(call).equals("identityHashCode"));

    static final DescribedPredicate<JavaMethodCall> OF_THE_SURROUNDINGS = call(
            "look around",
            call -> owner(call).equals("java.lang.System") && SURROUNDINGS.contains(name(call))
                    || owner(call).equals("java.lang.Thread")
                    || owner(call).equals("java.lang.Runtime")
                    || owner(call).equals("java.util.Locale") && name(call).equals("getDefault")
                    || owner(call).equals("java.time.ZoneId") && name(call).equals("systemDefault"));

    private Calls() {}

    private static DescribedPredicate<JavaMethodCall> call(String description, Predicate<JavaMethodCall> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    private static String owner(JavaMethodCall call) {
        return call.getTargetOwner().getName();
    }

    private static String name(JavaMethodCall call) {
        return call.getTarget().getName();
    }

    private static boolean takesAClock(JavaMethodCall call) {
        return call.getTarget().getRawParameterTypes().stream()
                .anyMatch(type -> type.getName().equals("java.time.Clock"));
    }
}
