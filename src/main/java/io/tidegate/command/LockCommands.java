package io.tidegate.command;

import io.tidegate.command.Command.Lock;
import io.tidegate.command.Command.Restore;
import io.tidegate.command.Command.Unlock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands behind {@code /lock}, {@code /unlock} and {@code /restore}. */
final class LockCommands {
    private static final String FROM = "--from";
    private static final String FOR = "--for";
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Pattern LASTING = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
    private static final Pattern PULL_REQUEST = Pattern.compile("#?[1-9][0-9]{0,8}");

    private LockCommands() {}

    static Spoken lock(SpokenLine reply, String rest) {
        return reply.read("lock", Map.of(FOR, true), rest, fit -> {
            String written = fit.value(FOR);
            Duration lasting = written == null ? null : lasting(written);
            if (!fit.one()) {
                return reply.no("`lock` reserves one environment: name it", null);
            }
            if (written != null && lasting == null) {
                return reply.no("`" + FOR + "` needs a time of 1 minute to 30 days, such as `30m`, `4h` or `2d`", null);
            }
            return fit.reason() == null
                    ? reply.no("`lock` needs a reason in quotes: whoever waits will ask why", null)
                    : reply.given(new Lock(fit.environments(), lasting, fit.reason()));
        });
    }

    private static @Nullable Duration lasting(String written) {
        Matcher matcher = LASTING.matcher(written);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        Duration lasting = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return lasting.compareTo(LONGEST) > 0 ? null : lasting;
    }

    static Spoken unlock(SpokenLine reply, String rest) {
        return reply.read("unlock", Map.of(FROM, true), rest, fit -> {
            String holder = fit.value(FROM);
            if (holder == null) {
                return fit.reason() == null
                        ? reply.given(new Unlock(fit.environments()))
                        : reply.no("a reason is asked for only by `" + FROM + "`", null);
            }
            if (!PULL_REQUEST.matcher(holder).matches()) {
                return reply.no(
                        "`" + FROM + "` needs the number of the pull request that holds the lock, such as #12", null);
            }
            if (!fit.one()) {
                return reply.no("`" + FROM + "` takes the lock of one environment: name it", null);
            }
            return fit.reason() == null
                    ? reply.no("`" + FROM + "` needs a reason in quotes: whoever loses the lock will ask why", null)
                    : reply.given(new Unlock(
                            fit.environments(),
                            new Unlock.From(Integer.parseInt(holder.replace("#", "")), fit.reason())));
        });
    }

    static Spoken restore(SpokenLine reply, String rest) {
        return reply.plain(
                "restore",
                rest,
                fit -> fit.one()
                        ? reply.given(new Restore(fit.environments()))
                        : reply.no("`restore` brings back one environment: name it", null));
    }
}
