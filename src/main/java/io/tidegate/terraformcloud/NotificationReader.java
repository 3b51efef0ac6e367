package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Reading;
import io.tidegate.run.RunId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Reads notifications of HCP Terraform. */
@ApplicationScoped
public class NotificationReader implements DeliveryReader {
    static final String SOURCE = "terraform";

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Reading read(Delivery delivery) {
        try {
            return read(Json.tree(delivery.payload()));
        } catch (IOException malformed) {
            return new Reading.Malformed("the notification is not JSON");
        }
    }

    private static Reading read(JsonNode notification) {
        // Version 1 has its triggers in a list, version 2 (assessments and the like) has one beside everything else.
        JsonNode first = notification.path("notifications").path(0).path("trigger");
        String trigger = Lines.clean((first.isTextual() ? first : notification.path("trigger")).asText(""), 60);
        String run = notification.path("run_id").asText("");
        if (trigger.equals("verification")) {
            return new Reading.Ignored("HCP Terraform verified the address");
        }
        if (!trigger.startsWith("run:")) {
            return new Reading.Ignored(
                    trigger.isEmpty() ? "the notification names no trigger" : "not about a run: " + trigger);
        }
        return run.matches("run-[A-Za-z0-9]{1,64}")
                ? new Reading.RunHint(new RunId(run))
                : new Reading.Malformed("the notification names no run");
    }
}
