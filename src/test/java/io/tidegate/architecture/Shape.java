package io.tidegate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * The shape of the core: data without behaviour over time, and functions without data. A function may keep its working
 * state in an instance of its class while it runs, if nobody else can ever hold that instance: seen from outside, it is
 * a function.
 */
final class Shape extends ArchCondition<JavaClass> {
    static final Shape BE_PLAIN_DATA_OR_FUNCTIONS = new Shape();

    private Shape() {
        super("be a record, an enum, a sealed interface or a final class without instance state that outlives a call");
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        if (!plain(item)) {
            events.add(SimpleConditionEvent.violated(item, item.getFullName() + " is none of these"));
        }
    }

    private static boolean plain(JavaClass item) {
        boolean description = item.getSimpleName().equals("package-info");
        // The constants of an enum may have bodies; the compiler makes classes of switches over enums.
        boolean compilers = item.isAnonymousClass() || item.getModifiers().contains(JavaModifier.SYNTHETIC);
        boolean sealed = item.isInterface() && item.reflect().isSealed();
        return description
                || compilers
                || item.isRecord()
                || item.isEnum()
                || sealed
                || item.isAnnotation()
                || stateless(item);
    }

    private static boolean stateless(JavaClass item) {
        boolean without =
                item.getFields().stream().allMatch(field -> field.getModifiers().contains(JavaModifier.STATIC));
        return !item.isInterface()
                && item.getModifiers().contains(JavaModifier.FINAL)
                && (without || isKeptToItself(item));
    }

    private static boolean isKeptToItself(JavaClass item) {
        return item.getConstructors().stream()
                        .allMatch(made -> made.getModifiers().contains(JavaModifier.PRIVATE))
                && Stream.of(
                                item.getFieldsWithTypeOfSelf().stream(),
                                item.getMethodsWithReturnTypeOfSelf().stream(),
                                item.getMethodsWithParameterTypeOfSelf().stream(),
                                item.getConstructorsWithParameterTypeOfSelf().stream())
                        .flatMap(holders -> holders)
                        .allMatch(holder -> holder.getOwner().equals(item)
                                && holder.getModifiers().contains(JavaModifier.PRIVATE));
    }
}
