package io.tidegate.change;

import io.tidegate.gate.Actor;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said to Tidegate in a pull request.
 *
 * @param commands given and not yet answered, oldest first
 * @param heard the origin's key of every command ever given here, so that each runs once
 * @param told ids of people who have been told once that they may not command here
 */
public record Talk(List<Commanded> commands, List<String> heard, List<Long> told) {
    public Talk {
        commands = List.copyOf(commands);
        heard = List.copyOf(heard);
        told = List.copyOf(told);
    }

    static Talk silence() {
        return new Talk(List.of(), List.of(), List.of());
    }

    boolean hasHeard(Origin origin) {
        return heard.contains(origin.key());
    }

    Talk hearing(Origin origin) {
        return new Talk(commands, with(heard, origin.key()), told);
    }

    /** How many buttons were pressed so far: the next one to be shown is another one. */
    public int presses() {
        return (int) heard.stream().filter(key -> key.startsWith("button/")).count();
    }

    Talk waiting(Commanded command) {
        return new Talk(with(commands, command), heard, told);
    }

    Talk answered(Commanded command) {
        return new Talk(commands.stream().filter(c -> !c.equals(command)).toList(), heard, told);
    }

    Talk telling(Actor actor) {
        return new Talk(commands, heard, with(told, actor.id()));
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
