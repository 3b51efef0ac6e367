package io.tidegate.environment;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A module from outside of the repository, and whether what it is can change without a change of the repository.
 *
 * @param source as written; empty for an override that leaves it as it is
 * @param version as written; empty where there is none
 */
public record RemoteModule(String source, String version) {
    private static final int MOST_SHOWN = 80;
    private static final Pattern EXACT = Pattern.compile("=?\\s*v?(\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]+)?)");
    private static final Pattern REGISTRY_PART = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]*");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]*(\\.[0-9A-Za-z-]+)+(:\\d+)?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern TAG =
            Pattern.compile("([0-9A-Za-z_.-]+[-/])?v?\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]+)?");
    private static final Pattern CHECKSUM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    /** How a module is held where it is. */
    public sealed interface Pin {
        /** @param by what holds it: {@code version 1.2.3} */
        record Held(String by) implements Pin {}

        /**
         * @param why as a clause
         * @param remedy what to do instead
         */
        record Loose(String why, String remedy) implements Pin {}
    }

    /** How this one is held; what is not understood is loose. */
    public Pin pin() {
        String address = beforeQuery(source);
        if (source.isEmpty() || isRegistry(address)) {
            return registry();
        }
        if (isGit(address)) {
            return git();
        }
        if (address.startsWith("https://") || address.startsWith("http://")) {
            return parameter("checksum")
                    .filter(sum -> CHECKSUM.matcher(sum).matches())
                    .<Pin>map(sum -> new Pin.Held("a checksum"))
                    .orElseGet(() -> new Pin.Loose(
                            "is an archive without a checksum",
                            "the author adds `checksum=sha256:…`, or takes the module from a registry or git"));
        }
        return new Pin.Loose(
                "has a source that nothing is known to hold",
                "the author takes the module from a registry, from git, or into the repository");
    }

    /** The source as people are shown it: without credentials, and not longer than a line. */
    public String shown() {
        if (source.isEmpty()) {
            return "an override of a module";
        }
        String address = beforeQuery(source);
        int scheme = address.indexOf("://");
        int at = scheme < 0 ? -2 : address.lastIndexOf('@');
        String plain = at < scheme ? address : address.substring(0, scheme + 3) + address.substring(at + 1);
        return "`" + (plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "…" : plain) + "`";
    }

    private Pin registry() {
        var exact = EXACT.matcher(version.strip());
        if (exact.matches()) {
            return new Pin.Held("version " + exact.group(1));
        }
        return new Pin.Loose(
                version.isEmpty() ? "has no `version`" : "has no exact `version`",
                "the author writes an exact version, such as `1.2.3`, without an operator but `=`");
    }

    private Pin git() {
        Optional<String> ref = parameter("ref");
        if (ref.filter(r -> COMMIT.matcher(r).matches()).isPresent()) {
            return new Pin.Held("commit " + ref.get().substring(0, 7));
        }
        if (ref.filter(r -> r.length() <= MOST_SHOWN && TAG.matcher(r).matches())
                .isPresent()) {
            return new Pin.Held("tag " + ref.get() + ", which can be moved");
        }
        return new Pin.Loose(
                "has no `ref` that is a whole commit SHA or a version's tag",
                "the author writes `?ref=` with a commit's whole SHA, or a tag such as `v1.2.3`");
    }

    /** Empty as well where it is given twice: which one counts is another program's secret. */
    private Optional<String> parameter(String name) {
        int query = source.indexOf('?');
        List<String> values = query < 0
                ? List.of()
                : Stream.of(source.substring(query + 1).split("&", -1))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1))
                        .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static boolean isGit(String address) {
        return address.startsWith("git::")
                || address.startsWith("git@")
                || address.startsWith("github.com/")
                || address.startsWith("bitbucket.org/");
    }

    /** {@code namespace/name/system}, a host before it, a directory of it after {@code //}; GitHub's hosts are git. */
    private static boolean isRegistry(String address) {
        int inside = address.indexOf("//");
        List<String> parts = List.of((inside < 0 ? address : address.substring(0, inside)).split("/", -1));
        boolean host = parts.size() == 4
                && HOST.matcher(parts.getFirst()).matches()
                && !parts.getFirst().equals("github.com")
                && !parts.getFirst().equals("bitbucket.org");
        return (parts.size() == 3 || host)
                && parts.stream()
                        .skip(host ? 1 : 0)
                        .allMatch(part -> REGISTRY_PART.matcher(part).matches());
    }

    private static String beforeQuery(String source) {
        int query = source.indexOf('?');
        return query < 0 ? source : source.substring(0, query);
    }
}
