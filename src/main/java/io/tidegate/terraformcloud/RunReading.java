package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Outside;
import io.tidegate.run.RunId;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a run, with its plan and apply in the same answer. */
final class RunReading {
    private final HcpClient client;
    private final Identity identity;
    private final RunLog log;

    RunReading(HcpClient client, Identity identity) {
        this.client = client;
        this.identity = identity;
        log = new RunLog(client);
    }

    Document<Attributes.Run> document(Token token, RunId id) {
        String doing = "read the run " + id;
        Answer answer = client.send(Call.get(
                token,
                "/runs/{run}",
                "runs/" + Paths.segment(id.text()) + "?include=plan%2Capply%2Ccreated_by",
                doing));
        return Json.document(answer, Attributes.Run.class, doing);
    }

    RunSeen read(Token token, RunId id) {
        Document<Attributes.Run> document = document(token, id);
        Document.Resource<Attributes.Run> run = document.data();
        Attributes.Run attributes = run.attributes();
        Attributes.RunActions actions = attributes.actions();
        Attributes.RunPermissions permissions = attributes.permissions();
        Optional<String> creator = run.related("created-by");
        boolean byUs = creator.isPresent() && creator.equals(identity.of(token));
        Attributes.Phase plan = phase(document, "plan");
        return new RunSeen(
                id,
                new RunStatus(attributes.status()),
                actions != null && actions.isConfirmable(),
                permissions != null && permissions.canApply(),
                plan.status().equals("finished"),
                attributes.hasChanges(),
                attributes.autoApply(),
                byUs,
                person(token, document),
                attributes.status().equals("errored") ? failure(document) : "",
                plan.counted());
    }

    /** Who confirmed or cancelled it, unless that was us. */
    private @Nullable String person(Token token, Document<Attributes.Run> document) {
        for (String relation : new String[] {"confirmed-by", "canceled-by", "discarded-by"}) {
            Optional<String> user = document.data().related(relation);
            if (user.isPresent() && !user.equals(identity.of(token))) {
                return identity.name(token, user.get());
            }
        }
        return null;
    }

    /** Failed policies and run tasks end a run as errored too, with its plan finished. */
    private String failure(Document<Attributes.Run> document) {
        Attributes.Phase plan = phase(document, "plan");
        Attributes.Phase apply = phase(document, "apply");
        if (apply.errored()) {
            return "The apply failed." + errors(apply);
        }
        if (plan.errored()) {
            return "The plan failed." + errors(plan);
        }
        return "HCP Terraform ended the run after its plan: a policy or a run task did not pass.";
    }

    private String errors(Attributes.Phase phase) {
        try {
            return phase.logReadUrl() == null ? "" : log.errors(phase.logReadUrl());
        } catch (Outside unreadable) {
            return " Its log cannot be read at the moment.";
        }
    }

    private static Attributes.Phase phase(Document<Attributes.Run> document, String name) {
        return document.along(name).flatMap(RunReading::phase).orElse(Attributes.Phase.UNKNOWN);
    }

    private static Optional<Attributes.Phase> phase(JsonNode node) {
        try {
            return Optional.of(Json.attributes(node, Attributes.Phase.class));
        } catch (IOException otherShape) {
            return Optional.empty(); // Counts as not finished, the safe way.
        }
    }
}
