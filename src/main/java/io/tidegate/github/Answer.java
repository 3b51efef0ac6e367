package io.tidegate.github;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** GitHub's answer to one request. Header names are matched without regard to case. */
record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    Answer {
        TreeMap<String, List<String>> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // HTTP/2 pseudo headers such as ":status" are none of ours.
        headers.forEach((name, values) -> {
            if (!name.startsWith(":")) {
                caseless.put(name, List.copyOf(values));
            }
        });
        headers = caseless;
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    /** When GitHub answered, by its own clock. */
    Optional<Instant> date() {
        try {
            return header("Date")
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The address of the next page, as the {@code Link} header tells it. */
    Optional<String> next() {
        for (String link : header("Link").orElse("").split(",", -1)) {
            String[] parts = link.strip().split(";", -1);
            boolean next = false;
            for (int i = 1; i < parts.length; i++) {
                next |= parts[i].strip().toLowerCase(Locale.ROOT).equals("rel=\"next\"");
            }
            if (next && parts[0].startsWith("<") && parts[0].endsWith(">")) {
                return Optional.of(parts[0].substring(1, parts[0].length() - 1));
            }
        }
        return Optional.empty();
    }
}
