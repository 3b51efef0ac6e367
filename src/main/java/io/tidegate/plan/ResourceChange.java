package io.tidegate.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does to one resource instance; (address, deposed) is unique in a plan.
 *
 * @param deposed the key of a leftover object of this address, if it is about one
 * @param mode {@code managed} or {@code data}
 * @param previousAddress only if it moves
 * @param reason Terraform's {@code action_reason}, a hint for display from an open set
 * @param attributes what differs, masked
 * @param attributesLeftOut how many more differ
 * @param values of attributes that an update or a creation gives a value, by their names; of large plans not all
 */
public record ResourceChange(
        String address,
        @Nullable String deposed,
        String mode,
        String type,
        String provider,
        @Nullable String previousAddress,
        Action action,
        @Nullable String reason,
        boolean importing,
        List<AttributeChange> attributes,
        int attributesLeftOut,
        ChangeDigest digest,
        SortedMap<String, AttributeDigest> values) {
    public ResourceChange {
        attributes = List.copyOf(attributes);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** One of which single attributes are not compared. */
    public ResourceChange(
            String address,
            @Nullable String deposed,
            String mode,
            String type,
            String provider,
            @Nullable String previousAddress,
            Action action,
            @Nullable String reason,
            boolean importing,
            List<AttributeChange> attributes,
            int attributesLeftOut,
            ChangeDigest digest) {
        this(
                address,
                deposed,
                mode,
                type,
                provider,
                previousAddress,
                action,
                reason,
                importing,
                attributes,
                attributesLeftOut,
                digest,
                Collections.emptySortedMap());
    }

    public boolean moves() {
        return previousAddress != null;
    }

    /** Reading data changes nothing by itself. */
    public boolean onlyReads() {
        return action == Action.READ && !importing && !moves();
    }

    /** Which thing it is about: the same in every plan of an environment. */
    public String subject() {
        return deposed == null ? address : address + " (deposed " + deposed + ")";
    }
}
