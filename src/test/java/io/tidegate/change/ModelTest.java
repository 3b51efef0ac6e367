package io.tidegate.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.gate.PullRequest.Life;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every order of everything that can happen to two pull requests and two environments, up to a depth. */
final class ModelTest {
    /** @param before the state that it came from; null for the beginning */
    private record Reached(Model model, int depth, Reached before, String step) {
        String story() {
            return (before == null ? "" : before.story() + "\n") + step;
        }
    }

    @Test
    void no_order_of_events_breaks_an_invariant_and_nobody_waits_for_ever() throws Exception {
        String documented = Files.readString(Path.of("docs/architecture.md"));
        // Deep with one command for each pull request, and wider with two.
        assertThat(documented).contains(explored(1, 11)).contains(explored(2, 7));
    }

    private static String explored(int commands, int depth) {
        Set<String> seen = new HashSet<>();
        Deque<Reached> next = new ArrayDeque<>();
        Model beginning = Model.beginning(commands);
        next.add(new Reached(beginning, 0, null, "the beginning"));
        seen.add(key(beginning));
        long steps = 0;
        while (!next.isEmpty()) {
            Reached reached = next.removeFirst();
            assertThat(broken(reached.model())).as("%s", reached.story()).isEmpty();
            for (Model.Step step : reached.depth() == depth
                    ? List.<Model.Step>of()
                    : reached.model().steps()) {
                steps++;
                if (seen.add(key(step.next()))) {
                    next.addLast(new Reached(step.next(), reached.depth() + 1, reached, step.what()));
                }
            }
        }
        return String.format(Locale.ROOT, "%,d states and %,d steps to a depth of %d", seen.size(), steps, depth);
    }

    private static List<String> broken(Model model) {
        List<String> broken = new ArrayList<>();
        for (String environment : Model.ENVIRONMENTS) {
            EnvironmentState state = Objects.requireNonNull(model.shared().get("ws-" + environment));
            List<Model.Run> applying = model.runs().values().stream()
                    .filter(run -> run.environment().equals(environment)
                            && run.status().equals("applying"))
                    .toList();
            if (applying.size() > 1) {
                broken.add("I3: two applies of " + environment + " at a time");
            }
            for (Model.Run run : applying) {
                if (state.applying() == null || state.applying().change().number() != run.pull() + 1) {
                    broken.add("I3: " + run + " applies, and the environment does not know it");
                }
                if (state.holder() == null
                        || state.heldByOther(
                                model.pulls().get(run.pull()).change().id())) {
                    broken.add("I2: " + run + " applies without the lock");
                }
                reverted(model, run).forEach(broken::add);
            }
            if (state.queue().stream().map(t -> t.change() + t.id()).distinct().count()
                    != state.queue().size()) {
                broken.add("a ticket is twice in the queue of " + environment);
            }
            if (isQuiet(model)) {
                left(model, environment, state).forEach(broken::add);
            }
        }
        return broken;
    }

    /** What somebody applied and has not merged is not undone by another, unless a person took the lock away. */
    private static List<String> reverted(Model model, Model.Run run) {
        return model.applied().get(run.environment()).stream()
                .filter(number -> number != run.pull() + 1 && !run.things().contains(number))
                .filter(number -> model.pulls().get(number - 1).life() != Life.MERGED && !model.unlocked())
                .map(number -> "I3: " + run + " undoes what #" + number + " applied and holds")
                .toList();
    }

    /** Nothing is under way any more: then nobody's turn is forgotten, and nothing is left behind. */
    private static List<String> left(Model model, String environment, EnvironmentState state) {
        List<String> left = new ArrayList<>();
        if (state.idle() && !state.queue().isEmpty()) {
            EnvironmentState.Ticket ticket = state.queue().getFirst();
            boolean free = ticket.workspaces().stream()
                    .map(workspace -> Objects.requireNonNull(model.shared().get(workspace)))
                    .allMatch(one -> one.idle() && one.queue().getFirst().is(ticket));
            if (free) {
                left.add("nobody gave #" + ticket.change().number() + " its turn at " + environment);
            }
        }
        if (state.applying() != null) {
            left.add("I6: " + environment + " is said to be applied, and nothing applies");
        }
        model.runs().forEach((id, run) -> {
            if (run.status().equals("planned")) {
                left.add("I6: " + id + " is left waiting for a confirmation");
            }
        });
        EnvironmentState.Holder holder = state.holder();
        if (holder != null) {
            Model.Facts facts = model.pulls().get(holder.change().number() - 1);
            Work work = facts.change().work(Pull.name(environment)).orElseThrow();
            if (facts.life() == Life.MERGED && work.passed()) {
                left.add("#" + holder.change().number() + " is merged and applied and still holds " + environment);
            }
        }
        return left;
    }

    private static boolean isQuiet(Model model) {
        return model.notices().isEmpty()
                && model.pulls().stream()
                        .allMatch(pull -> pull.pending().values().stream().allMatch(Effect.Wait.class::isInstance));
    }

    /** Everything that decides what can happen next; what people are shown does not. */
    private static String key(Model model) {
        return model.pulls().stream().map(ModelTest::key).collect(Collectors.joining("|"))
                + "|" + model.shared().values().stream().map(ModelTest::key).collect(Collectors.joining(";"))
                + "|" + model.notices().stream().map(Object::toString).sorted().toList()
                + "|" + model.runs() + model.applied() + model.merges() + model.unlocked();
    }

    private static String key(Model.Facts pull) {
        return pull.life() + "," + pull.left() + "," + pull.reopened() + ","
                + pull.change().commands().stream().map(Commanded::command).toList()
                + (pull.change().pullRequest() == null
                        ? ""
                        : pull.change().pullRequest().life())
                + pull.pending().keySet()
                + pull.change().works().stream().map(ModelTest::key).toList();
    }

    private static String key(Work work) {
        Attempt attempt = work.attempt();
        return work.planning().getClass().getSimpleName()
                + work.planning().number()
                + work.plan().map(plan -> plan.digests().size()).orElse(-1)
                + work.applied()
                + work.restoration()
                + (attempt == null
                        ? ""
                        : attempt.number()
                                + attempt.step().getClass().getSimpleName()
                                + attempt.asked().getClass().getSimpleName()
                                + attempt.commit()
                                + attempt.together().size());
    }

    private static String key(EnvironmentState state) {
        EnvironmentState.Holder holder = state.holder();
        return (holder == null ? "-" : holder.change() + "" + holder.hold() + (holder.until() != null))
                + state.grants()
                + state.queue().stream()
                        .map(t -> t.change() + t.id() + t.workspaces())
                        .toList()
                + state.applying()
                + (state.last() == null
                        ? ""
                        : state.last().change() + "" + state.last().landed())
                + state.rollout().stream().map(EnvironmentState.Merged::change).toList()
                + state.watchers();
    }
}
