package io.tidegate.secrets;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one config of Doppler, under the names that environment variables would have. When Doppler is away,
 * what it said last goes on; when it refuses the token, the copy of that is dropped.
 */
final class DopplerSource implements ConfigSource, Source {
    /** Below environment variables and files, above what is built in. */
    static final int ORDINAL = 275;

    static final String NAME = "Doppler";

    private static final Logger LOG = Logger.getLogger(DopplerSource.class);
    private static final Pattern LISTED =
            Pattern.compile("TIDEGATE_TERRAFORM_ORGANIZATIONS_(\\d+)__(NAME|TOKEN|OWNERS|WORKSPACES|DECIDED)");
    /** The verbs ask before there is a configuration; Doppler is asked once for both. */
    private static final Map<DopplerSettings, DopplerSource> OF_PROCESS = new ConcurrentHashMap<>();

    private final DopplerClient client;
    private final LastGood copy;
    private final Outage outage = new Outage();
    private final Polls polls = new Polls(System::nanoTime);
    private volatile Downloaded.Secrets secrets;
    private volatile @Nullable Duration wait;

    private DopplerSource(DopplerClient client, LastGood copy, Downloaded.Secrets secrets) {
        this.client = client;
        this.copy = copy;
        this.secrets = secrets;
    }

    static DopplerSource ofProcess(DopplerSettings settings) {
        return OF_PROCESS.computeIfAbsent(settings, DopplerSource::open);
    }

    /** For a verb that only looks: the configuration of this process holds these, and nothing is kept or dropped. */
    static void lookedAt(DopplerSettings settings, DopplerClient client, LastGood copy, Downloaded.Secrets secrets) {
        OF_PROCESS.computeIfAbsent(settings, first -> new DopplerSource(client, copy, secrets));
    }

    /** @throws IllegalStateException with a sentence for the operator when there is nothing to start with */
    static DopplerSource open(DopplerSettings settings) {
        DopplerClient client = new DopplerClient(settings);
        LastGood copy = new LastGood(settings);
        Optional<Downloaded.Secrets> kept = copy.read();
        return new DopplerSource(
                client,
                copy,
                switch (client.download(kept.map(Downloaded.Secrets::etag).orElse(""))) {
                    case Downloaded.Secrets fresh -> {
                        checked(fresh);
                        copy.keep(fresh);
                        yield fresh;
                    }
                    case Downloaded.Unchanged same ->
                        kept.orElseThrow(() -> new IllegalStateException(
                                "Doppler says that nothing changed, and nothing is known here: try again."));
                    case Downloaded.Revoked revoked -> {
                        copy.drop();
                        throw new IllegalStateException(refused(revoked) + " The copy of what it said last was"
                                + " deleted. Make a new service token in Doppler and put it there.");
                    }
                    case Downloaded.Away away -> {
                        Downloaded.Secrets last = kept.orElseThrow(() -> new IllegalStateException(
                                "Doppler at " + settings.url() + " could not be asked for secrets: " + away.why()
                                        + ", and there is no copy of what it said last. Start again when it is back,"
                                        + " or give the secrets as environment variables."));
                        LOG.warnf(
                                "Doppler could not be asked for secrets: %s. What it said last is used, from its copy.",
                                away.why());
                        yield last;
                    }
                });
    }

    @Override
    public Set<String> renew() {
        Downloaded answer = client.download(secrets.etag());
        wait = answer instanceof Downloaded.Away away ? away.after() : null;
        return switch (answer) {
            case Downloaded.Secrets fresh -> accept(fresh);
            case Downloaded.Unchanged same -> {
                outage.over();
                polls.ended(Polls.End.UNCHANGED);
                yield Set.of();
            }
            case Downloaded.Revoked revoked -> {
                if (outage.begins("revoked")) {
                    LOG.errorf(
                            "%s This process goes on with what it knows, its next start will fail: make a new service"
                                    + " token and restart with it.",
                            refused(revoked));
                }
                copy.drop();
                polls.ended(Polls.End.REFUSED);
                yield Set.of();
            }
            case Downloaded.Away away -> {
                if (outage.begins("away")) {
                    LOG.warnf(
                            "Doppler could not be asked for secrets: %s. What it said last goes on being used.",
                            away.why());
                }
                polls.ended(away.limited() ? Polls.End.LIMITED : Polls.End.AWAY);
                yield Set.of();
            }
        };
    }

    /** How long Doppler wants not to be asked. */
    Optional<Duration> pause() {
        return Optional.ofNullable(wait);
    }

    Polls polls() {
        return polls;
    }

    private Set<String> accept(Downloaded.Secrets fresh) {
        try {
            checked(fresh);
        } catch (IllegalStateException unusable) {
            if (outage.begins("unusable")) {
                LOG.errorf("%s What Doppler said before goes on being used.", unusable.getMessage());
            }
            polls.ended(Polls.End.UNUSABLE);
            return Set.of();
        }
        outage.over();
        Set<String> changed = new TreeSet<>(fresh.values().keySet());
        changed.addAll(secrets.values().keySet());
        Map<String, String> before = secrets.values();
        changed.removeIf(name -> {
            String value = fresh.values().get(name);
            return value != null && value.equals(before.get(name));
        });
        secrets = fresh;
        copy.keep(fresh);
        polls.ended(changed.isEmpty() ? Polls.End.UNCHANGED : Polls.End.RENEWED);
        return changed;
    }

    private static void checked(Downloaded.Secrets fresh) {
        fresh.values().forEach(SecretKeys::verbatim);
    }

    private static String refused(Downloaded.Revoked revoked) {
        return SecretKeys.DOPPLER_TOKEN + " is refused by Doppler with " + revoked.status()
                + ": it was revoked, has expired, or its config is gone.";
    }

    @Override
    public @Nullable String getValue(String key) {
        String name = SecretKeys.variable(key);
        String value = secrets.values().get(name);
        return value == null ? null : SecretKeys.verbatim(name, value);
    }

    /**
     * What there is, is asked for by its key, but for lists, which are found by their names. Other names stay what
     * Doppler calls them: a guessed key would be one that nothing knows.
     */
    @Override
    public Set<String> getPropertyNames() {
        Set<String> names = new TreeSet<>();
        for (String name : secrets.values().keySet()) {
            Matcher listed = LISTED.matcher(name);
            names.add(
                    listed.matches()
                            ? "tidegate.terraform.organizations[" + listed.group(1) + "]."
                                    + listed.group(2).toLowerCase(Locale.ROOT)
                            : name);
        }
        return names;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
