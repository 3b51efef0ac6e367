package io.tidegate.plan;

import io.tidegate.environment.ShowLevel;
import java.util.ArrayList;
import java.util.List;

/** The checks and conditions of a plan that fail, each in a line. */
final class FailingChecks {
    private FailingChecks() {}

    static List<String> of(Value checks, Masks masks, DisplayedValue display, ShowLevel level) {
        List<String> failing = new ArrayList<>();
        if (level != ShowLevel.COUNTS && checks instanceof Value.Items(var all)) {
            all.stream().filter(FailingChecks::fails).forEach(check -> {
                String address = display.address(
                        display.name(Value.text(
                                Value.fields(Value.fields(check).get("address")).get("to_display"), "a check")),
                        key -> "…");
                String message = level == ShowLevel.VALUES ? messages(check, masks) : "";
                failing.add(message.isEmpty() ? address : address + ": " + message);
            });
        }
        return List.copyOf(failing);
    }

    /** How many depend on what is known only after the apply. */
    static int unknown(Value checks) {
        return (int) items(checks).stream()
                .filter(check ->
                        Value.text(Value.fields(check).get("status"), "").equals("unknown"))
                .count();
    }

    /** An errored check could not be decided, which is no better than one that failed. */
    private static boolean fails(Value check) {
        String status = Value.text(Value.fields(check).get("status"), "");
        return status.equals("fail") || status.equals("error");
    }

    private static String messages(Value check, Masks masks) {
        List<String> messages = new ArrayList<>();
        items(Value.fields(check).get("instances"))
                .forEach(instance -> items(Value.fields(instance).get("problems"))
                        .forEach(problem ->
                                messages.add(Value.text(Value.fields(problem).get("message"), ""))));
        return String.join(
                " ",
                messages.stream()
                        .distinct()
                        .limit(3)
                        .map(message -> masks.hide(message) || SecretForm.isValue(message) ? "(sensitive)" : message)
                        .toList());
    }

    private static List<Value> items(Value value) {
        return value instanceof Value.Items(var items) ? items : List.of();
    }
}
