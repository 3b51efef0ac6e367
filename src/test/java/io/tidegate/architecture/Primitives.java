package io.tidegate.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** Primitives live in no package; arrays live in that of their elements. */
final class Primitives {
    static final DescribedPredicate<JavaClass> ARE_PRIMITIVE = DescribedPredicate.describe(
            "are primitive", javaClass -> javaClass.getBaseComponentType().isPrimitive());

    private Primitives() {}
}
