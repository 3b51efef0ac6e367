package io.tidegate.terraformcloud;

import io.smallrye.config.ConfigMapping;
import io.tidegate.plan.OwnRule;
import java.util.List;

/** What an organisation wants to be looked at twice, besides what Tidegate points out by itself. */
@ConfigMapping(prefix = "tidegate.attention")
public interface AttentionConfiguration {
    List<Rule> rules();

    /** One rule. */
    interface Rule {
        /** A resource type, in which {@code *} stands for any letters: {@code acme_*}. */
        String types();

        /** What has to happen to it. */
        OwnRule.When when();

        /** Why that deserves a look: a clause that is shown after the resource's address. */
        String reason();
    }
}
