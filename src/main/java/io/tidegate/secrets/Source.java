package io.tidegate.secrets;

import java.util.Set;

/** Where secrets come from that can change while the process runs. */
interface Source {
    /**
     * Looks again. What cannot be had is reported and stays as it was.
     *
     * @return the names of what is not as before
     */
    Set<String> renew();
}
