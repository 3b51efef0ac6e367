package io.tidegate.terraformcloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.Plan;
import io.tidegate.plan.PlanAssembly;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads Terraform's plan JSON and HCP Terraform's redacted one, each of format 1.x, and refuses what it does not understand in full: an unknown action or
 * section, a key given twice, a file cut short.
 */
public final class PlanReader {
    private PlanReader() {}

    /**
     * @param in the document in UTF-8; closed here
     * @throws UnreadablePlan if any of it cannot be understood; says which part, never a value
     * @throws IOException if the stream itself fails, which says nothing about the plan
     */
    public static Plan read(InputStream in, DigestKey key, ShowLevel show) throws IOException, UnreadablePlan {
        return read(in, key, show, IgnoredDifferences.NONE);
    }

    /** As above, where not every attribute's value counts. */
    static Plan read(InputStream in, DigestKey key, ShowLevel show, IgnoredDifferences ignored)
            throws IOException, UnreadablePlan {
        try (PlanJson json = new PlanJson(in)) {
            PlanSections sections = new PlanSections(json);
            json.start();
            json.eachField("document", sections::read);
            json.end();
            return PlanAssembly.of(sections.plan(), key, show, ignored, PlanJson::held);
        } catch (JsonEOFException cutShort) {
            throw new UnreadablePlan("The plan ends before it is complete.");
        } catch (StreamConstraintsException beyond) {
            throw new UnreadablePlan("The plan is nested too deeply or holds a text or number that is too long.");
        } catch (JsonProcessingException malformed) {
            // Its message may quote the plan, so only the place is told.
            throw new UnreadablePlan("The plan is not well-formed JSON, at line "
                    + malformed.getLocation().getLineNr() + ", column "
                    + malformed.getLocation().getColumnNr() + ".");
        }
    }
}
