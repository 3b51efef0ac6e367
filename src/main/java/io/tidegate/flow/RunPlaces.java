package io.tidegate.flow;

import io.tidegate.run.Crowd;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.util.Optional;

/**
 * How many runs of ours may go on at once in one organisation of HCP Terraform, counted for all replicas together. A place
 * is taken before its run is created, and is free by itself once nothing is left to do about the run.
 */
public interface RunPlaces {
    /**
     * Takes a place for the run that this effect creates; it keeps one that it has already.
     *
     * @param most so many at once. Of more than one, speculative runs leave one to real ones; these go first, and of one
     *     kind whoever asked first
     * @return who has the places, where none is free for it
     */
    Optional<Crowd> take(Effects.Claimed claimed, String organization, RunKind kind, int most);

    /** The run exists. */
    void created(Effects.Claimed claimed, RunId run);
}
