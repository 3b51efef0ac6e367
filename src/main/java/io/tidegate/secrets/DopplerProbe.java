package io.tidegate.secrets;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.tidegate.doctor.DopplerSeen;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Doppler and at the copy of what it said last, beside the product or without it. It writes nothing: a token
 * that is refused drops no copy here.
 */
public final class DopplerProbe {
    /** What Doppler itself can never give. */
    private static final Set<String> OUTSIDE = Set.of(SecretKeys.DOPPLER_TOKEN);

    private final DopplerSettings settings;
    private final LastGood copy;
    private final LastGood.Kept kept;
    private final Downloaded answer;
    private final InstantSource clock;

    private DopplerProbe(DopplerSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.copy = new LastGood(settings);
        this.kept = copy.look();
        DopplerClient client = new DopplerClient(settings);
        Downloaded.Secrets last =
                kept instanceof LastGood.Kept.Opened opened ? opened.secrets() : new Downloaded.Secrets(Map.of(), "");
        this.answer = client.download(last.etag());
        DopplerSource.lookedAt(settings, client, copy, known(last));
    }

    /** What a start would take: nothing of a copy whose token is refused. */
    private Downloaded.Secrets known(Downloaded.Secrets last) {
        return switch (answer) {
            case Downloaded.Secrets fresh -> fresh;
            case Downloaded.Unchanged same -> last;
            case Downloaded.Away away -> last;
            case Downloaded.Revoked revoked -> new Downloaded.Secrets(Map.of(), "");
        };
    }

    /**
     * Asks Doppler once. Where the configuration of this process is not read yet, it then holds what was answered, even if
     * that is nothing and no product could start with it.
     *
     * @param outside what the environment says of a key
     * @return empty where Doppler is not used
     * @throws IllegalStateException with a sentence for the operator where its token or address is none
     */
    public static Optional<DopplerProbe> of(Function<String, Optional<String>> outside, InstantSource clock) {
        return SecretSources.doppler(outside, SecretFiles.of(outside))
                .map(settings -> new DopplerProbe(settings, clock));
    }

    /** @param config of this process, which says what is taken from where */
    public DopplerSeen seen(SmallRyeConfig config) {
        Downloaded.Secrets last =
                kept instanceof LastGood.Kept.Opened opened ? opened.secrets() : new Downloaded.Secrets(Map.of(), "");
        Set<String> names = known(last).values().keySet();
        List<String> used = new ArrayList<>();
        List<String> overruled = new ArrayList<>();
        SecretKeys.all()
                .filter(key -> !OUTSIDE.contains(key) && names.contains(SecretKeys.variable(key)))
                .forEach(key -> {
                    ConfigValue value = config.getConfigValue(key);
                    if (DopplerSource.NAME.equals(value.getSourceName())) {
                        used.add(key);
                    } else {
                        overruled.add(key + " (" + place(value.getSourceName()) + ")");
                    }
                });
        return new DopplerSeen(settings.url().toString(), told(), copied(), used, overruled);
    }

    private static String place(@Nullable String source) {
        return switch (String.valueOf(source)) {
            case "EnvConfigSource" -> "the environment";
            case "SysPropConfigSource" -> "a property of the Java machine";
            case SecretFiles.NAME -> "a file";
            default -> "a file of the configuration";
        };
    }

    private DopplerSeen.Answer told() {
        return switch (answer) {
            case Downloaded.Secrets fresh -> new DopplerSeen.Answer.Told();
            case Downloaded.Unchanged same -> new DopplerSeen.Answer.Told();
            case Downloaded.Revoked revoked -> new DopplerSeen.Answer.Refused(revoked.status());
            case Downloaded.Away away -> new DopplerSeen.Answer.Away(away.why());
        };
    }

    private DopplerSeen.Copy copied() {
        String place = copy.file().toString();
        return switch (kept) {
            case LastGood.Kept.Nothing nothing -> new DopplerSeen.Copy.None(place);
            case LastGood.Kept.Unusable unusable -> new DopplerSeen.Copy.Unusable(place, unusable.why());
            case LastGood.Kept.Opened opened ->
                new DopplerSeen.Copy.Opens(
                        place,
                        Duration.between(opened.at(), clock.instant()),
                        answer instanceof Downloaded.Secrets fresh
                                && !fresh.values().equals(opened.secrets().values()));
        };
    }
}
