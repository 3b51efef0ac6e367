package io.tidegate.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks along a chain from its beginning, or from where an export begins, and says what does not belong to it. */
public final class Examination {
    /** Longer than any transaction of ours may take, and than clocks of database servers differ. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    /** Of a log that was tampered with throughout, more would tell no more. */
    private static final int MOST = 1000;

    /**
     * @param links how many places were walked
     * @param foreign places that were sealed with a key that is not here, so that only their order was looked at
     * @param last the newest place; null for an empty chain
     */
    public record Result(
            long links,
            long foreign,
            List<Finding> findings,
            @Nullable Head last) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Where the walk begins.
     *
     * @param position the place before the first that is walked, 0 for a whole chain
     * @param seal its seal
     * @param whole whether every row must be there, or those that an export left out may be missing
     */
    public record Start(long position, String seal, boolean whole) {
        public static final Start BEGINNING = new Start(0, "", true);
    }

    private final Map<String, SealKey> keys = new HashMap<>();
    private final boolean whole;
    private final @Nullable Head published;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> moved = new HashMap<>();
    private final List<Link> strange = new ArrayList<>();
    private long position;
    private String seal;
    private boolean gap;
    private long links;
    private long foreign;
    private boolean publishedSeen;
    private @Nullable Instant round;
    private @Nullable Instant roundBefore;
    private @Nullable Link last;

    private Examination(List<SealKey> keys, Start start, @Nullable Head published) {
        keys.forEach(key -> this.keys.put(key.prefix(), key));
        this.whole = start.whole();
        this.published = published;
        this.position = start.position();
        this.seal = start.seal();
    }

    /**
     * @param keys that of today, and those of before it was changed: one chain goes over all of them
     * @param published the head that was kept elsewhere; null where there is none
     */
    public static Result of(Iterator<Link> chain, List<SealKey> keys, Start start, @Nullable Head published) {
        Examination examination = new Examination(keys, start, published);
        while (chain.hasNext()) {
            examination.walk(chain.next());
        }
        return examination.end(start);
    }

    private void walk(Link link) {
        links++;
        last = link;
        gap = link.position() != position + 1;
        if (gap) {
            found(
                    Finding.Kind.REMOVED,
                    "Between places " + position + " and " + link.position()
                            + " of the chain seals are missing: rows were removed together with their seals.");
        }
        SealKey key = keys.get(link.key());
        if (key != null) {
            row(link, key);
            order(link, key);
        } else {
            foreign++;
        }
        if (published != null && link.position() == published.position()) {
            publishedSeen = true;
            if (!link.seal().equals(published.seal()) || link.number() != published.number()) {
                found(
                        Finding.Kind.CHANGED,
                        "At place " + link.position() + " stands row " + link.number()
                                + " under another seal than the published head has: the log was written anew, or the head is"
                                + " of another installation.");
            }
        }
        position = link.position();
        seal = link.seal();
    }

    private void row(Link link, SealKey key) {
        Entry entry = link.entry();
        if (entry == null) {
            if (whole) {
                found(
                        Finding.Kind.REMOVED,
                        "Row " + link.number() + " is missing (sealed at place " + link.position() + " on "
                                + link.sealed() + "): it was removed.");
            }
            return;
        }
        String digest = key.digest(entry);
        if (!digest.equals(link.digest())) {
            moved.put(digest, link.number());
            strange.add(link);
            return;
        }
        if (!link.sealed().equals(round)) {
            roundBefore = round;
            round = link.sealed();
        }
        if (roundBefore != null && entry.at().isBefore(roundBefore.minus(SLACK))) {
            found(
                    Finding.Kind.INSERTED,
                    "Row " + link.number() + " says it is of " + entry.at()
                            + ", but was not there on " + roundBefore
                            + ", when every row was sealed that there was: it was put in later.");
        }
    }

    private void order(Link link, SealKey key) {
        if (!gap && !link.seal().equals(key.seal(seal, link.position(), link.number(), link.sealed(), link.digest()))) {
            found(
                    Finding.Kind.REORDERED,
                    "The seal of row " + link.number() + " at place " + link.position()
                            + " does not continue the seal before it: places were exchanged, or a seal or its time was"
                            + " changed.");
        }
    }

    private Result end(Start start) {
        for (Link link : strange) {
            Long other = moved.get(link.digest());
            if (other == null) {
                found(
                        Finding.Kind.CHANGED,
                        "Row " + link.number() + " is not what was sealed at place " + link.position() + " on "
                                + link.sealed() + ": it was changed afterwards.");
            } else {
                found(
                        Finding.Kind.REORDERED,
                        "What was sealed as row " + link.number() + " at place " + link.position() + " stands as row "
                                + other + " now: rows were exchanged.");
            }
        }
        Head head = last == null ? null : Head.of(last);
        if (published != null && !publishedSeen) {
            found(
                    Finding.Kind.CUT_OFF,
                    published.position() <= start.position()
                            ? "The published head is older than what is looked at: take a newer one."
                            : "The chain ends at place " + position + ", and the published head is at place "
                                    + published.position() + ": the newest rows were cut off.");
        }
        return new Result(links, foreign, findings, head);
    }

    private void found(Finding.Kind kind, String text) {
        if (findings.size() < MOST) {
            findings.add(new Finding(kind, text));
        }
    }
}
