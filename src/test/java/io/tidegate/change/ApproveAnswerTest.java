package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.command.Named;
import io.tidegate.environment.EnvironmentName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the giver of an {@code /approve} is told. */
class ApproveAnswerTest {
    private static final List<EnvironmentName> DEV = List.of(Pull.name("dev"));
    private static final List<Named> NAMED = List.of(Pull.named("dev"));

    private static Pull reviewedTooEarly() {
        Pull pull = Pull.first().inspected().planned("dev", plan("pool")).shown();
        return pull.after(Duration.ofSeconds(-50)).approvedBy(ANN);
    }

    @Test
    void the_reason_is_about_the_approval_that_was_just_given() {
        Pull pull = reviewedTooEarly().says(ANN, new Command.Approve(NAMED, "0000"));

        assertThat(pull.answered(Answer.Approved.class).remarks())
                .singleElement()
                .asString()
                .contains("named plan 0000");
    }

    @Test
    void a_named_plan_needs_no_reading_time() {
        Pull pull = reviewedTooEarly();
        String fingerprint = plan("pool").fingerprint().shortForm();
        pull.says(ANN, new Command.Approve(NAMED, fingerprint));

        assertThat(pull.answered(Answer.Approved.class).environments()).isEqualTo(DEV);
    }

    @Test
    void the_author_is_told_that_the_author_does_not_count() {
        Pull pull = Pull.first();
        pull.happens(new ChangeEvent.Touched("opened", LEE, true, pull.now));
        pull.inspected().planned("dev", plan("pool")).shown().says(LEE, new Command.Approve(NAMED, null));

        assertThat(pull.answered(Answer.Approved.class).remarks()).containsExactly("dev: does not count, author");
    }
}
