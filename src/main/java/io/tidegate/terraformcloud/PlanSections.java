package io.tidegate.terraformcloud;

import io.tidegate.plan.Action;
import io.tidegate.plan.Masks;
import io.tidegate.plan.PlanAssembly;
import io.tidegate.plan.UnmaskedChange;
import io.tidegate.plan.UnmaskedPlan;
import io.tidegate.plan.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The top-level sections of one plan, in whatever order they come. */
final class PlanSections {
    private static final Set<String> SIDES = Set.of("before", "after");

    private final PlanJson json;
    private final StateMasks state;
    private final Set<String> masked = new HashSet<>();
    private final Set<String> addresses = new HashSet<>();
    private final List<UnmaskedChange> changes = new ArrayList<>();
    private final List<UnmaskedChange> drift = new ArrayList<>();
    private final List<UnmaskedPlan.Deferred> deferred = new ArrayList<>();
    private final List<Value> actions = new ArrayList<>();
    private final SortedMap<String, Value> outputs = new TreeMap<>();
    private final SortedMap<String, Value> variables = new TreeMap<>();
    private Value configuration = Value.NULL;
    private Value checks = Value.NULL;
    private @Nullable String format;
    private @Nullable String redactedFormat;
    private @Nullable String terraformVersion;
    private @Nullable String timestamp;
    private @Nullable Boolean applyable;
    private @Nullable Boolean complete;
    private @Nullable Boolean errored;

    PlanSections(PlanJson json) {
        this.json = json;
        this.state = new StateMasks(json, masked);
    }

    void read(String section) throws IOException, UnreadablePlan {
        switch (section) {
            case "format_version" -> format = supported(text(section));
            case "terraform_version" -> terraformVersion = text(section);
            case "timestamp" -> timestamp = text(section);
            case "applyable" -> applyable = flag(section);
            case "complete" -> complete = flag(section);
            case "errored" -> errored = flag(section);
            case "variables" ->
                json.eachField(
                        section,
                        name -> variables.put(name, Value.fields(json.value()).get("value")));
            case "resource_changes" -> json.eachItem(section, () -> readChange(changes, section));
            case "resource_drift" -> json.eachItem(section, () -> readChange(drift, section));
            case "deferred_changes" -> json.eachItem(section, this::readDeferred);
            case "action_invocations" -> json.eachItem(section, () -> readAction(json.value()));
            case "deferred_action_invocations" -> json.eachItem(section, () -> readAction(json.value()));
            case "output_changes" -> json.eachField(section, this::readOutput);
            case "prior_state", "planned_values" -> state.read(section);
            case "configuration" -> configuration = json.value();
            case "checks" -> checks = json.value();
            // A hint, as Terraform says itself, and different in plans that do the same.
            case "relevant_attributes" -> json.skip();
            case "plan_format_version" -> redactedFormat = supported(text(section));
            // The redacted JSON has them: every argument of every provider, and nothing of the plan.
            case "provider_schemas", "provider_format_version" -> json.skip();
            default -> refuseUnknown(section);
        }
    }

    UnmaskedPlan plan() throws UnreadablePlan {
        boolean redacted = redactedFormat != null;
        if (redacted && format != null) {
            throw new UnreadablePlan("The plan says of itself to be a full one and a redacted one.");
        }
        if (!redacted && (format == null || terraformVersion == null)) {
            throw new UnreadablePlan("This is no Terraform plan: it has no format_version or no terraform_version. "
                    + "A plan is what `terraform show -json` prints of a plan file.");
        }
        return new UnmaskedPlan(
                terraformVersion == null ? "" : terraformVersion,
                changes,
                drift,
                deferred,
                actions,
                outputs,
                masked,
                variables,
                configuration,
                checks,
                timestamp,
                applyable,
                // Terraform before 1.8 says neither, and wrote only complete plans without errors. The redacted JSON
                // says
                // neither: HCP Terraform has one only of a finished plan.
                complete == null ? deferred.isEmpty() : complete,
                errored != null && errored,
                redacted);
    }

    private void readChange(List<UnmaskedChange> into, String section) throws IOException, UnreadablePlan {
        long mark = json.mark();
        Tokens tokens = json.tokens();
        UnmaskedChange change = ChangeJson.read(tokens.without(2, SIDES), section);
        if (!change.isPlainNoOp() || change.sides().holdSensitive()) {
            change = ChangeJson.read(tokens.whole(), section);
            ChangeJson.collectMasks(change, masked);
        }
        String deposed = change.deposed();
        if (!addresses.add(section + " " + (deposed == null ? "" : deposed) + " " + change.address())) {
            throw new UnreadablePlan("The plan's " + section + " names one resource twice.");
        }
        if (change.isPlainNoOp()) {
            json.release(mark);
        } else {
            into.add(change.withoutWhatStays());
        }
    }

    private void readDeferred() throws IOException, UnreadablePlan {
        Value.Fields entry = Value.fields(json.value());
        UnmaskedChange change = ChangeJson.read(entry.get("resource_change"), "deferred_changes");
        ChangeJson.collectMasks(change, masked);
        deferred.add(new UnmaskedPlan.Deferred(Value.text(entry.get("reason"), "?"), change));
    }

    private void readAction(Value invocation) {
        Value.Fields fields = Value.fields(invocation);
        Masks.collect(fields.get("config_values"), fields.get("config_sensitive"), masked);
        actions.add(invocation);
    }

    private void readOutput(String name) throws IOException, UnreadablePlan {
        Value.Fields change = Value.fields(json.value());
        if (Action.of(PlanAssembly.words(change.get("actions"))).isEmpty()) {
            throw new UnreadablePlan("The plan does something unknown to an output.");
        }
        Masks.collect(change.get("before"), change.get("before_sensitive"), masked);
        Masks.collect(change.get("after"), change.get("after_sensitive"), masked);
        outputs.put(name, change);
    }

    /** A new plain fact can be ignored, as Terraform's compatibility promise says; a new section could carry changes. */
    private void refuseUnknown(String section) throws IOException, UnreadablePlan {
        if (json.isContainer()) {
            throw new UnreadablePlan("The plan has a section that Tidegate does not know, which could hold changes: "
                    + (section.matches("[a-z]{1,30}(_[a-z]{1,30}){0,4}") ? section : "(no word)")
                    + ". A newer Tidegate may know it.");
        }
    }

    private static String supported(String format) throws UnreadablePlan {
        if (!format.matches("1\\.\\d{1,4}")) {
            throw new UnreadablePlan("The plan's format_version is not 1.x. A newer Tidegate may read it.");
        }
        return format;
    }

    private String text(String section) throws IOException, UnreadablePlan {
        if (json.value() instanceof Value.Text(String text)) {
            return text;
        }
        throw new UnreadablePlan("The plan's " + section + " is not a text.");
    }

    private boolean flag(String section) throws IOException, UnreadablePlan {
        if (json.value() instanceof Value.Bool(boolean flag)) {
            return flag;
        }
        throw new UnreadablePlan("The plan's " + section + " is neither true nor false.");
    }
}
