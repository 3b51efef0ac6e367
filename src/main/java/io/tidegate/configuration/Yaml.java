package io.tidegate.configuration;

import java.util.List;

/** A YAML document as written, every value with its place. Nothing is resolved: what a scalar means is its reader's. */
sealed interface Yaml {
    Place place();

    /** Line and column, both counted from 1. */
    record Place(int line, int column) {
        static final Place START = new Place(1, 1);
    }

    /** @param plain written without quotes */
    record Scalar(Place place, String text, boolean plain) implements Yaml {
        /** Written as nothing at all, or as YAML's word for it. */
        boolean isEmpty() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Sequence(Place place, List<Yaml> items) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(Place place, List<Pair> pairs) implements Yaml {
        public Mapping {
            pairs = List.copyOf(pairs);
        }
    }

    /** A key is always a scalar, and stands once in its mapping. */
    record Pair(Scalar key, Yaml value) {}

    /** Reading ended here. The message says what to write instead. */
    final class Unreadable extends Exception {
        private final Place place;

        Unreadable(Place place, String message) {
            super(message);
            this.place = place;
        }

        Place place() {
            return place;
        }
    }
}
