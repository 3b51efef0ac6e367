package io.tidegate.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.plan.OtherChange;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.report.PlanReasons;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code summarize}; its names are part of the program's interface.
 *
 * @param changes everything but plain no-ops and data reads; none where only counts are shown
 * @param others deferred changes, action invocations, and the drift of a refresh-only plan
 * @param fingerprint compares only with others that begin with {@code local:}
 */
record SummaryJson(
        Counts counts,
        List<Changed> changes,
        List<Named> outputs,
        List<Other> others,
        List<String> reasons,
        boolean applyable,
        boolean complete,
        boolean errored,
        String fingerprint) {

    record Counts(@JsonProperty("import") int imports, int add, int change, int destroy, int forget, int move) {}

    /** @param previousAddress only of what moves; @param importing true or left out */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changed(
            String address,
            List<String> actions,
            @Nullable String deposed,
            @JsonProperty("previous_address") @Nullable String previousAddress,
            @Nullable Boolean importing) {}

    record Named(String name, List<String> actions) {}

    record Other(String sort, String address) {}

    static SummaryJson of(Plan plan, ShowLevel show) {
        boolean named = show != ShowLevel.COUNTS;
        return new SummaryJson(
                counts(plan.counts()),
                named
                        ? plan.changes().stream()
                                .filter(change -> !change.onlyReads())
                                .map(SummaryJson::changed)
                                .toList()
                        : List.of(),
                named
                        ? plan.outputs().stream()
                                .map(output ->
                                        new Named(output.name(), output.action().words()))
                                .toList()
                        : List.of(),
                named ? plan.others().stream().map(SummaryJson::other).toList() : List.of(),
                PlanReasons.of(plan, show),
                plan.applyable(),
                plan.complete(),
                plan.errored(),
                local(plan));
    }

    private static Counts counts(ChangeCounts counts) {
        return new Counts(
                counts.imports(), counts.add(), counts.change(), counts.destroy(), counts.forget(), counts.move());
    }

    private static Changed changed(ResourceChange change) {
        return new Changed(
                change.address(),
                change.action().words(),
                change.deposed(),
                change.previousAddress(),
                change.importing() ? Boolean.TRUE : null);
    }

    private static Other other(OtherChange change) {
        return new Other(change.sort().name().toLowerCase(Locale.ROOT), change.address());
    }

    /** Without the scheme, which stands in every digest's text before the key's name. */
    private static String local(Plan plan) {
        String text = plan.fingerprint().text();
        return text.substring(text.indexOf(':') + 1);
    }
}
