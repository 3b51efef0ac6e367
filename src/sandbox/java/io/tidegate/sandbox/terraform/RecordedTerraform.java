package io.tidegate.sandbox.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Plays back what the real program made of the seeded repository, for machines that have no Terraform. */
final class RecordedTerraform implements Terraform {
    private static final String FOLDER = "/recordings/";

    @Override
    public String name() {
        return "recorded results";
    }

    @Override
    public String version() {
        return "1.11.4";
    }

    @Override
    public Planned plan(Job job, RunLog log, Interruption interruption) {
        Optional<Recording> recording = find(Recording.key(job));
        if (recording.isEmpty()) {
            log.append(
                    "Error: terraform is not installed here, and there is no recorded result for this configuration, "
                            + "its variables and its state. Install terraform and start the sandbox again.\n");
            return Planned.FAILED;
        }
        log.append(recording.get().plan().log());
        return new Planned(recording.get().plan().succeeded(), recording.get().planJson());
    }

    @Override
    public Applied apply(Job job, RunLog log, Interruption interruption) {
        Optional<Recording> recording =
                find(Recording.key(job)).filter(found -> found.apply().isPresent());
        if (recording.isEmpty()) {
            log.append("Error: terraform is not installed here, and applying this plan was never recorded.\n");
            return new Applied(false, job.state());
        }
        Recording.Step step = recording.get().apply().get();
        log.append(step.log());
        return new Applied(step.succeeded(), recording.get().state());
    }

    static Optional<Recording> find(String key) {
        try (InputStream packed = RecordedTerraform.class.getResourceAsStream(FOLDER + key + ".json.gz")) {
            return packed == null ? Optional.empty() : Optional.of(Recording.unpacked(packed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
