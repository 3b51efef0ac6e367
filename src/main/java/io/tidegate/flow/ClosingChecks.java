package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.environment.Repository;
import io.tidegate.report.CheckReport;
import io.tidegate.report.ConfigurationCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Completes checks of which the state shows nothing any more: GitHub would show them as going on for two weeks. */
@ApplicationScoped
class ClosingChecks {
    /** Stands in place of a check run's id once it is completed; GitHub counts ids from 1. */
    static final long COMPLETED = 0;

    /** Stands there before a check run is first asked for: whether it then existed may never be told. */
    static final long UNTOLD = -1;

    /** Writes check runs, as {@link Forge#writeCheck} does. */
    interface Pen {
        long write(Repository repository, String head, @Nullable Long stored, boolean lookFirst, CheckReport report);
    }

    private final Pen pen;
    private final ExternalObjects objects;

    @Inject
    ClosingChecks(Forge forge, ExternalObjects objects) {
        this((Pen) forge::writeCheck, objects);
    }

    ClosingChecks(Pen pen, ExternalObjects objects) {
        this.pen = pen;
        this.objects = objects;
    }

    /** Under which the id of a check run is kept while it is open. */
    static String purpose(String name, String head) {
        return "open-check/" + name + "/" + head;
    }

    /**
     * Whatever it is a check of, which its name tells; nothing is written where it is completed.
     *
     * @param unsure an earlier try may have done it
     */
    void supersede(Change change, String name, String head, boolean unsure) {
        long open = objects.find(change.id(), purpose(name, head)).orElse(COMPLETED);
        if (open == COMPLETED) {
            return;
        }
        Long stored = open == UNTOLD ? null : open;
        String environment = name.startsWith("tidegate/") ? name.substring("tidegate".length()) : "";
        CheckReport report = new CheckReport(
                name,
                name.equals(ConfigurationCheck.NAME)
                        ? ConfigurationCheck.id(change, head)
                        : change.id() + environment + "/" + head,
                "cancelled",
                "superseded",
                "The pull request has moved on from this.",
                null,
                List.of(),
                List.of());
        pen.write(change.repository(), head, stored, stored == null || unsure, report);
        objects.put(change.id(), purpose(name, head), COMPLETED);
    }
}
