package io.tidegate.plan;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A JSON value as a plan holds it. May be secret: never put one into a log, an exception or a stored record. */
public sealed interface Value {
    Value NULL = new Null();
    Fields NO_FIELDS = new Fields(new TreeMap<>());

    record Null() implements Value {}

    record Bool(boolean value) implements Value {}

    /** A number by value: 1, 1.0 and 1e0 are the same one. */
    record Num(BigDecimal value) implements Value {
        /** Beyond it a short text would stand for a number of gigabytes. */
        public static final int LARGEST_EXPONENT = 10_000;

        public Num {
            if (Math.abs((long) value.scale()) > LARGEST_EXPONENT || value.precision() > LARGEST_EXPONENT) {
                throw new IllegalArgumentException("a number with more than " + LARGEST_EXPONENT + " digits");
            }
            value = value.stripTrailingZeros();
        }
    }

    record Text(String value) implements Value {
        @Override
        public String toString() {
            return "Text[" + value.length() + " characters]";
        }
    }

    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Fields(SortedMap<String, Value> values) implements Value {
        public Fields {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }

        /** The value under a key; an absent key reads as null, as Terraform treats it. */
        public Value get(String key) {
            return values.getOrDefault(key, NULL);
        }

        public Fields with(String key, Value value) {
            SortedMap<String, Value> more = new TreeMap<>(values);
            more.put(key, value);
            return new Fields(more);
        }
    }

    /** Stands for any value of a kind, so that values which differ in every plan compare as equal. */
    record Token(String name) implements Value {}

    /** The fields of an object, none for everything else. */
    static Fields fields(Value value) {
        return value instanceof Fields fields ? fields : NO_FIELDS;
    }

    /** The text of a string, {@code otherwise} for everything else. */
    static String text(Value value, String otherwise) {
        return value instanceof Text(String text) ? text : otherwise;
    }
}
