package io.tidegate.secrets;

import org.jboss.logging.Logger;

/** Says once what goes on failing, and once that it is over. */
final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);
    private String kind = "";

    synchronized boolean begins(String of) {
        boolean fresh = !kind.equals(of);
        kind = of;
        return fresh;
    }

    synchronized void over() {
        if (!kind.isEmpty()) {
            LOG.info("Doppler answers again");
        }
        kind = "";
    }
}
