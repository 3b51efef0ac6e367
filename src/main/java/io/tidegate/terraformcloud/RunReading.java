package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Outside;
import io.tidegate.plan.Diagnostic;
import io.tidegate.plan.Diagnostics;
import io.tidegate.run.Progress;
import io.tidegate.run.Queued;
import io.tidegate.run.RunId;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a run, with its plan and apply in the same answer. */
final class RunReading {
    private static final int MOST_ERRORS = 3;
    private static final Set<String> QUEUED = Set.of("pending", "queuing", "plan_queued");
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
        Diagnostics said = said(document, plan);
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
                attributes.status().equals("errored") ? failure(document, said) : "",
                plan.counted(),
                said,
                queued(attributes),
                null);
    }

    /** Two requests, of which the API counts one: nothing where the log cannot be read at this moment. */
    Optional<Progress> progress(Token token, RunId id) {
        Document<Attributes.Run> document = document(token, id);
        String address = phase(document, "apply").logReadUrl();
        AppliedChanges applied = new AppliedChanges();
        try {
            if (address != null) {
                log.read(address, applied::line);
            }
        } catch (Outside unreadable) {
            return Optional.empty();
        }
        return phase(document, "plan").counted().total().map(of -> new Progress(Math.min(applied.count(), of), of));
    }

    /** Whether a run is told its place depends on HCP Terraform's version; zero is no place. */
    private static @Nullable Queued queued(Attributes.Run run) {
        Integer position = run.positionInQueue();
        return position != null && position > 0 && QUEUED.contains(run.status()) ? new Queued(position, null) : null;
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

    /** One more request, and only once per run: when it failed, or when a plan that nobody can apply is finished. */
    private Diagnostics said(Document<Attributes.Run> document, Attributes.Phase plan) {
        Attributes.Run attributes = document.data().attributes();
        boolean planned = attributes.planOnly()
                && plan.status().equals("finished")
                && new RunStatus(attributes.status()).isFinal();
        if (!planned && !attributes.status().equals("errored")) {
            return Diagnostics.NONE;
        }
        Attributes.Phase apply = phase(document, "apply");
        Attributes.Phase phase = apply.errored() ? apply : plan;
        try {
            return phase.logReadUrl() == null ? Diagnostics.NONE : log.read(phase.logReadUrl());
        } catch (Outside unreadable) {
            return Diagnostics.UNREAD;
        }
    }

    /** Failed policies and run tasks end a run as errored too, with its plan finished. */
    private static String failure(Document<Attributes.Run> document, Diagnostics said) {
        if (phase(document, "apply").errored()) {
            return "The apply failed." + errors(said);
        }
        if (phase(document, "plan").errored()) {
            return "The plan failed." + errors(said);
        }
        return "HCP Terraform ended the run after its plan: a policy or a run task did not pass.";
    }

    private static String errors(Diagnostics said) {
        if (said.unread()) {
            return " Its log cannot be read at the moment.";
        }
        List<Diagnostic> errors = said.of(Diagnostic.Severity.ERROR);
        return errors.subList(Math.max(0, errors.size() - MOST_ERRORS), errors.size()).stream()
                .map(error -> " Error: " + error.summary())
                .collect(Collectors.joining());
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
