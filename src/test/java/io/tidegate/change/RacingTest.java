package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.PullRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pull requests that race for three environments, in generated orders: nobody is in two places, and nobody starves. */
final class RacingTest {
    private static final List<String> ALL = List.of("dev", "stage", "prod");
    private static final int SEEDS = 1_500;

    private static final class Race {
        final Random random;
        final SortedMap<String, EnvironmentState> shared = new TreeMap<>();
        final List<Pull> pulls = new ArrayList<>();
        final List<List<String>> wanted = new ArrayList<>();
        final List<EnvironmentDecision.Notice> notices = new ArrayList<>();
        final List<String> story = new ArrayList<>();

        Race(long seed) {
            random = new Random(seed);
            int runners = 2 + random.nextInt(2);
            for (int number = 1; number <= runners; number++) {
                Pull pull = new Pull(number, shared);
                pull.environments = ALL.stream()
                        .map(name -> Pull.environment(name, ApplyMode.ON_COMMAND, 1))
                        .toList();
                pull.inspected();
                ALL.forEach(name -> pull.planned(name, plan("pool of " + name)));
                pulls.add(pull.shown().approvedBy(ANN));
                List<String> names = new ArrayList<>(ALL);
                names.removeIf(name -> random.nextInt(3) == 0);
                wanted.add(names.isEmpty() ? List.of("prod") : names);
            }
        }

        /** @return whether anything is left that somebody does */
        boolean step() {
            List<Runnable> possible = new ArrayList<>();
            notices.forEach(notice -> possible.add(() -> {
                notices.remove(notice);
                Pull to = pulls.get(notice.to().number() - 1);
                acts(to, "hears " + notice.event(), () -> to.happens(notice.event()));
            }));
            for (int i = 0; i < pulls.size(); i++) {
                Pull pull = pulls.get(i);
                List<String> names = wanted.get(i);
                if (pull.life != PullRequest.Life.OPEN) {
                    continue;
                }
                List<String> begun = names.stream()
                        .filter(name -> pull.work(name).applyGoesOn())
                        .toList();
                begun.forEach(name -> possible.add(() -> applies(pull, name)));
                boolean waits = names.stream()
                        .anyMatch(name -> state(name).place(pull.id).isPresent());
                if (begun.isEmpty()
                        && names.stream().allMatch(name -> pull.work(name).applied())) {
                    possible.add(() -> merges(pull));
                } else if (begun.isEmpty() && !waits) {
                    possible.add(() -> asks(pull, names));
                }
            }
            if (possible.isEmpty()) {
                return false;
            }
            possible.get(random.nextInt(possible.size())).run();
            return true;
        }

        private void merges(Pull pull) {
            pull.life = PullRequest.Life.MERGED;
            acts(pull, "is merged", pull::inspected);
        }

        /** For all at once: it gets them, or waits for them. */
        private void asks(Pull pull, List<String> names) {
            for (String name : names) {
                if (pull.work(name).planningGoesOn()) {
                    pull.planned(name, plan("pool of " + name));
                }
            }
            pull.shown();
            Command command = new Command.Apply(names.stream().map(Pull::named).toList());
            acts(pull, "asks for " + names, () -> pull.says(LEE, command));
            List<String> begun = Stream.of("dev", "stage", "prod")
                    .filter(name -> pull.work(name).applyGoesOn())
                    .toList();
            assertThat(begun)
                    .as("all or none\n%s", String.join("\n", story))
                    .isIn(List.of(), ALL.stream().filter(names::contains).toList());
        }

        private void applies(Pull pull, String name) {
            acts(pull, "applies " + name, () -> {
                pull.compares(name, plan("pool of " + name)).readsAgain(name);
                assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
                pull.confirmed(name).runEnds(name, "applied");
            });
        }

        private void acts(Pull pull, String what, Runnable act) {
            story.add("#" + pull.id.number() + " " + what);
            act.run();
            notices.addAll(pull.notices);
            pull.notices.clear();
            ALL.forEach(this::check);
        }

        private void check(String name) {
            EnvironmentState state = state(name);
            EnvironmentState.Applying applying = state.applying();
            if (applying != null) {
                assertThat(state.heldByOther(applying.change())).isFalse();
            }
            long going = pulls.stream()
                    .filter(pull -> pull.change
                            .work(Pull.name(name))
                            .filter(Work::applyGoesOn)
                            .isPresent())
                    .count();
            assertThat(going).as("%s\n%s", name, String.join("\n", story)).isLessThanOrEqualTo(1);
        }

        private EnvironmentState state(String name) {
            return shared.get("ws-" + name);
        }
    }

    @Test
    void everybody_gets_all_that_they_asked_for_at_once_and_nobody_starves() {
        int waited = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Race race = new Race(seed);
            int steps = 0;
            while (race.step()) {
                assertThat(steps++)
                        .as("seed %d\n%s", seed, String.join("\n", race.story))
                        .isLessThan(500);
            }
            assertThat(race.pulls)
                    .as("seed %d\n%s", seed, String.join("\n", race.story))
                    .allMatch(pull -> pull.life == PullRequest.Life.MERGED);
            ALL.forEach(name -> assertThat(race.state(name).idle()).isTrue());
            waited += race.story.stream().anyMatch(line -> line.contains("TurnCame")) ? 1 : 0;
        }
        assertThat(waited).isGreaterThan(SEEDS / 20);
    }
}
