package io.tidegate.change;

import io.tidegate.gate.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said to Tidegate in a pull request.
 *
 * @param commands given and not yet answered, oldest first
 * @param heard the origin's key of every command ever given here, so that each runs once
 * @param told ids of people who have been told once that they may not command here
 * @param paces how much each person asked for lately
 * @param muted why Tidegate cannot answer here; null when it can, as far as it knows
 */
public record Talk(
        List<Commanded> commands,
        List<String> heard,
        List<Long> told,
        List<Pace> paces,
        @Nullable String muted) {
    /** More than anybody types; a script that does is not followed. */
    public static final int MOST = 30;

    /** In which so many are heard. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /** @param asked how many lines of this person were heard since then */
    public record Pace(long actor, Instant since, int asked) {}

    public Talk {
        commands = List.copyOf(commands);
        heard = List.copyOf(heard);
        told = List.copyOf(told);
        paces = List.copyOf(paces);
    }

    static Talk silence() {
        return new Talk(List.of(), List.of(), List.of(), List.of(), null);
    }

    boolean hasHeard(Origin origin) {
        return heard.contains(origin.key());
    }

    Talk hearing(Origin origin, Actor by, Instant at) {
        Pace pace = pace(by, at);
        List<Pace> others = new ArrayList<>(paces.stream()
                .filter(other -> other.actor() != by.id() && !over(other, at))
                .toList());
        others.add(new Pace(by.id(), pace.since(), pace.asked() + 1));
        return new Talk(commands, with(heard, origin.key()), told, others, muted);
    }

    /** How much this person has asked for in the window that is open for them at this moment. */
    Pace pace(Actor by, Instant at) {
        return paces.stream()
                .filter(pace -> pace.actor() == by.id() && !over(pace, at))
                .findFirst()
                .orElse(new Pace(by.id(), at, 0));
    }

    private static boolean over(Pace pace, Instant at) {
        return !at.isBefore(pace.since().plus(WINDOW));
    }

    /** How many buttons were pressed so far: the next one to be shown is another one. */
    public int presses() {
        return (int) heard.stream().filter(key -> key.startsWith("button/")).count();
    }

    Talk waiting(Commanded command) {
        return new Talk(with(commands, command), heard, told, paces, muted);
    }

    Talk answered(Commanded command) {
        return new Talk(commands.stream().filter(c -> !c.equals(command)).toList(), heard, told, paces, muted);
    }

    /** @param why it cannot answer; null when it can again */
    Talk muted(@Nullable String why) {
        return new Talk(commands, heard, told, paces, why);
    }

    Talk telling(Actor actor) {
        return new Talk(commands, heard, with(told, actor.id()), paces, muted);
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
