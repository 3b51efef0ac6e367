package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.gate.Actor;
import java.time.Instant;

/**
 * A command as given: unique by its origin, whatever is delivered twice.
 *
 * @param at when, by GitHub's clock; a press of a button has no such time, so ours stands for it
 */
public record Commanded(Origin origin, Command command, Actor by, Instant at) {}
