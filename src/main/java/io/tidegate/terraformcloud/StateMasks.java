package io.tidegate.terraformcloud;

import io.tidegate.plan.Masks;
import io.tidegate.plan.Value;
import java.io.IOException;
import java.util.Set;

/** What {@code prior_state} and {@code planned_values} mark as sensitive; of them nothing else is needed. */
final class StateMasks {
    private static final Set<String> VALUES = Set.of("values");

    private final PlanJson json;
    private final Set<String> masked;

    StateMasks(PlanJson json, Set<String> masked) {
        this.json = json;
        this.masked = masked;
    }

    void read(String section) throws IOException, UnreadablePlan {
        json.eachField(section, name -> {
            switch (name) {
                case "values" -> read(name);
                case "outputs" -> json.eachField(name, output -> readOutput());
                case "root_module" -> readModule();
                default -> json.skip();
            }
        });
    }

    private void readModule() throws IOException, UnreadablePlan {
        json.eachField("module", name -> {
            switch (name) {
                case "resources" -> json.eachItem(name, this::readResource);
                case "child_modules" -> json.eachItem(name, this::readModule);
                default -> json.skip();
            }
        });
    }

    private void readOutput() throws IOException, UnreadablePlan {
        long mark = json.mark();
        Value.Fields output = Value.fields(json.value());
        Masks.collect(output.get("value"), output.get("sensitive"), masked);
        json.release(mark);
    }

    /** Its mask may come after its values, of which few are sensitive. */
    private void readResource() throws IOException, UnreadablePlan {
        long mark = json.mark();
        Tokens tokens = json.tokens();
        Value mask = Value.fields(tokens.without(1, VALUES)).get("sensitive_values");
        if (Masks.marks(mask)) {
            Masks.collect(Value.fields(tokens.whole()).get("values"), mask, masked);
        }
        json.release(mark);
    }
}
