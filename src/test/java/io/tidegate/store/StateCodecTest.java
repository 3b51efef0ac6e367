package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.EnvironmentState;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.flow.NewerForm;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {
    private static final ChangeId CHANGE = new ChangeId(7, 12);
    private static final Repository REPOSITORY = new Repository(7, "acme", "infra", 99);

    private final StateCodec codec = new StateCodec();

    @Test
    void every_state_comes_back_as_it_was() {
        for (int seed = 0; seed < 300; seed++) {
            Change change = (Change) new Samples(seed).of(Change.class);
            assertThat(codec.change(StateCodec.VERSION, codec.write(change))).isEqualTo(change);
            EnvironmentState state = (EnvironmentState) new Samples(seed).of(EnvironmentState.class);
            assertThat(codec.environment(StateCodec.VERSION, codec.write(state)))
                    .isEqualTo(state);
        }
    }

    @Test
    void every_effect_and_every_event_comes_back_as_it_was() {
        for (Class<?> type : Effect.class.getPermittedSubclasses()) {
            for (int seed = 0; seed < 40; seed++) {
                Effect effect = (Effect) new Samples(seed).of(type);
                assertThat(codec.effect(StateCodec.VERSION, codec.write(effect)))
                        .isEqualTo(effect);
            }
        }
        for (Class<?> type : ChangeEvent.class.getPermittedSubclasses()) {
            for (int seed = 0; seed < 40; seed++) {
                Outcome outcome = new Outcome(CHANGE, REPOSITORY, List.of((ChangeEvent) new Samples(seed).of(type)));
                assertThat(codec.outcome(codec.write(outcome))).isEqualTo(outcome);
            }
        }
    }

    @Test
    void the_walk_reaches_plans_commands_verdicts_and_answers() {
        assertThat(Shapes.of(Change.class, Effect.class).all())
                .extracting(Class::getSimpleName)
                .contains("Plan", "ResourceChange", "Command", "Verdict", "Answer", "Purpose", "Step", "Asked");
    }

    @Test
    void the_stored_form_names_cases_simply_and_names_are_plain_texts() {
        Effect effect = new Effect.FollowRun(new EnvironmentName("dev"), new RunId("run-1"), RunKind.REAL);
        assertThat(codec.write(effect))
                .isEqualTo("{\"@\":\"FollowRun\",\"environment\":\"dev\",\"run\":\"run-1\",\"kind\":\"REAL\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void another_form_is_left_unread(int form) {
        String state = codec.write(EnvironmentState.free("ws-1", "dev"));
        assertThatThrownBy(() -> codec.environment(form, state))
                .isInstanceOf(UnreadableState.class)
                .hasMessageContaining("no form");
    }

    @Test
    void a_newer_form_is_left_to_whoever_wrote_it() {
        String state = codec.write(EnvironmentState.free("ws-1", "dev"));
        assertThatThrownBy(() -> codec.environment(StateCodec.VERSION + 1, state))
                .isInstanceOf(NewerForm.class)
                .hasMessageContaining("form " + (StateCodec.VERSION + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"codec\":1,\"outcome\":null}",
                "{\"codec\":1,\"outcome\":{\"change\":null}}",
                "{\"codec\":1,\"outcome\":{\"secret\":\"hunter2\"}}",
                "hunter2"
            })
    void a_damaged_row_is_refused_without_quoting_it(String payload) {
        assertThatThrownBy(() -> codec.outcome(payload.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableState.class)
                .hasMessageNotContaining("hunter2");
    }
}
