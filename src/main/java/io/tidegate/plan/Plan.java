package io.tidegate.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One plan, ready to be stored: display values are masked, everything else that could be secret is a keyed digest.
 *
 * @param changes every resource change but plain no-ops, in Terraform's order
 * @param others deferred changes, action invocations, and the drift of a refresh-only plan
 * @param keyPrefix {@code scheme:key-id} of all its digests
 * @param unknownValues how many values of the changes are known only after apply
 * @param redacted made of HCP Terraform's redacted JSON: sensitive values are all alike in it, and what is configured
 *     (providers, modules, provisioners) cannot be seen
 * @param doubts why this may not be the whole plan; with any, nothing is applied
 * @param noted what the organisation's own rules point out
 * @param unknownChecks how many checks and conditions only the apply can decide
 * @param failingChecks address, and where values are shown the message, of each failing check or condition
 */
public record Plan(
        List<ResourceChange> changes,
        List<OutputChange> outputs,
        List<OtherChange> others,
        ChangeCounts counts,
        Context context,
        String keyPrefix,
        boolean applyable,
        boolean complete,
        boolean errored,
        String terraformVersion,
        int unknownValues,
        List<String> failingChecks,
        int unknownChecks,
        boolean redacted,
        List<String> doubts,
        List<OwnRule.Noted> noted) {
    public Plan {
        changes = List.copyOf(changes);
        outputs = List.copyOf(outputs);
        others = List.copyOf(others);
        failingChecks = List.copyOf(failingChecks);
        doubts = List.copyOf(doubts);
        noted = List.copyOf(noted);
    }

    public SortedSet<ChangeDigest> digests() {
        SortedSet<ChangeDigest> digests = new TreeSet<>();
        Stream.of(
                        changes.stream().map(ResourceChange::digest),
                        outputs.stream().map(OutputChange::digest),
                        others.stream().map(OtherChange::digest))
                .flatMap(digest -> digest)
                .forEach(digests::add);
        return digests;
    }

    /** Over the sorted change digests and the context. */
    public Fingerprint fingerprint() {
        TreeMap<String, Value> parts = new TreeMap<>();
        context.parts().forEach((name, value) -> parts.put(name, new Value.Text(value)));
        List<Value> digests =
                digests().stream().<Value>map(d -> new Value.Text(d.text())).toList();
        MessageDigest sha = sha256();
        sha.update(keyPrefix.getBytes(StandardCharsets.UTF_8));
        Canonical.write(new Value.Items(digests), sha::update);
        Canonical.write(new Value.Fields(parts), sha::update);
        return new Fingerprint(keyPrefix + ":" + HexFormat.of().formatHex(sha.digest()));
    }

    /** Nothing would be done, and Terraform says so too; never of an errored or incomplete plan. */
    public boolean changesNothing() {
        return changes.isEmpty()
                && outputs.isEmpty()
                && others.isEmpty()
                && !applyable
                && complete
                && !errored
                && doubts.isEmpty();
    }

    /** How many resources are destroyed or replaced. */
    public int destroys() {
        return (int) changes.stream()
                .filter(change -> change.action().destroys() && change.mode().equals("managed"))
                .count();
    }

    /** This plan in a context with one more part, which its fingerprint then includes. */
    public Plan with(String contextPart, String value) {
        return with(context.with(contextPart, value), doubts, noted);
    }

    /** This plan beside what HCP Terraform counted in it: where they disagree, neither is to be trusted. */
    public Plan against(StatedCounts stated) {
        return with(context, stated.disagreements(counts), noted);
    }

    /** This plan with what these rules point out in it; its fingerprint stays. */
    public Plan noting(List<OwnRule> rules) {
        return with(context, doubts, OwnRule.noted(rules, changes));
    }

    private Plan with(Context context, List<String> doubts, List<OwnRule.Noted> noted) {
        return new Plan(
                changes,
                outputs,
                others,
                counts,
                context,
                keyPrefix,
                applyable,
                complete,
                errored,
                terraformVersion,
                unknownValues,
                failingChecks,
                unknownChecks,
                redacted,
                doubts,
                noted);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
