package io.tidegate.cli;

import io.tidegate.doctor.Tried;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Forge;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Whether GitHub hands out a commit's archive: from another host, to which the token is not sent along. */
final class ArchiveTrial {
    private static final String ITEM = "archive of a commit";
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private ArchiveTrial() {}

    static Tried of(Forge forge, Repository repository) {
        String commit = forge.configuration(repository).commit();
        try (InputStream archive = forge.tarball(repository, commit)) {
            return Tried.judged(
                    ITEM,
                    Arrays.equals(archive.readNBytes(GZIP.length), GZIP),
                    "it was found by one redirect at most, without the token",
                    "a gzip archive");
        } catch (IOException cutOff) {
            return new Tried.Untried(ITEM, "its download was broken off");
        }
    }
}
