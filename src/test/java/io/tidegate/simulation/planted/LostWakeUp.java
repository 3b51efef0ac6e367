package io.tidegate.simulation.planted;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Effects;
import io.tidegate.flow.Stores;
import io.tidegate.run.RunId;
import io.tidegate.simulation.Plant;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A wish for what is being performed just now is forgotten. */
public final class LostWakeUp implements Plant {
    private final Set<String> performed = new HashSet<>();

    @Override
    public Stores around(Stores stores) {
        Effects inner = stores.effects();
        return stores.with(new Effects() {
            @Override
            public void want(ChangeId change, Repository repository, List<Effect> effects) {
                inner.want(
                        change,
                        repository,
                        effects.stream()
                                .filter(effect -> !performed.contains(change + " " + effect.key()))
                                .toList());
            }

            @Override
            public List<Claimed> claim(int most, int machines, Duration lease) {
                List<Claimed> claimed = inner.claim(most, machines, lease);
                claimed.forEach(one -> performed.add(key(one)));
                return claimed;
            }

            @Override
            public void renew(Collection<Claimed> claimed, Duration lease) {
                inner.renew(claimed, lease);
            }

            @Override
            public Failing failing(Claimed claimed) {
                return inner.failing(claimed);
            }

            @Override
            public void finish(Claimed claimed, String outcome) {
                inner.finish(claimed, outcome);
                performed.remove(key(claimed));
            }

            @Override
            public void again(Claimed claimed, Duration after, Why why, String reason) {
                inner.again(claimed, after, why, reason);
                performed.remove(key(claimed));
            }

            @Override
            public void giveUp(Claimed claimed, String reason) {
                inner.giveUp(claimed, reason);
                performed.remove(key(claimed));
            }

            @Override
            public void hurry(RunId run) {
                inner.hurry(run);
            }
        });
    }

    private static String key(Effects.Claimed claimed) {
        return claimed.change() + " " + claimed.effect().key();
    }
}
