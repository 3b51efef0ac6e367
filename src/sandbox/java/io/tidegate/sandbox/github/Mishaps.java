package io.tidegate.sandbox.github;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The mishaps that are still to come, in the order in which they were asked for. Used under the site's monitor. */
final class Mishaps {
    private final List<Script> scripts = new ArrayList<>();

    /** One wish, with how many webhooks it still waits for and those it has kept back until they are all there. */
    static final class Script {
        final String event;
        final Mishap mishap;
        final List<Posting> gathered = new ArrayList<>();
        int left;

        Script(String event, Mishap mishap, int count) {
            this.event = event;
            this.mishap = mishap;
            this.left = count;
        }

        boolean fits(HookDelivery delivery) {
            return event.isEmpty()
                    || event.equals(delivery.event())
                    || event.equals(delivery.event() + "." + delivery.action());
        }
    }

    void add(String event, Mishap mishap, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a mishap happens to at least one webhook, not to " + count);
        }
        scripts.add(new Script(event, mishap, count));
    }

    /** What happens to this webhook; counts it. */
    Optional<Script> strike(HookDelivery delivery) {
        Iterator<Script> all = scripts.iterator();
        while (all.hasNext()) {
            Script script = all.next();
            if (script.fits(delivery)) {
                script.left--;
                if (script.left == 0) {
                    all.remove();
                }
                return Optional.of(script);
            }
        }
        return Optional.empty();
    }

    List<Mail.Expected> expected() {
        return scripts.stream()
                .map(script -> new Mail.Expected(script.event, script.mishap, script.left))
                .toList();
    }

    /** Forgets them all; answers those that had kept something back. */
    List<Script> clear() {
        List<Script> interrupted =
                scripts.stream().filter(script -> !script.gathered.isEmpty()).toList();
        scripts.clear();
        return interrupted;
    }

    /** Forgets those that have kept something back, and answers them. */
    List<Script> interrupt() {
        List<Script> interrupted =
                scripts.stream().filter(script -> !script.gathered.isEmpty()).toList();
        scripts.removeAll(interrupted);
        return interrupted;
    }
}
