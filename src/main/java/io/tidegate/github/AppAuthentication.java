package io.tidegate.github;

import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The App's own JWT: RS256, dated back a minute because clocks differ, valid for less than GitHub's ten minutes. */
final class AppAuthentication {
    private static final Logger LOG = Logger.getLogger(AppAuthentication.class);
    private static final Duration NEGLIGIBLE = Duration.ofSeconds(10);
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration AHEAD = Duration.ofMinutes(9);
    private static final Duration RENEW = Duration.ofMinutes(2);
    private final GitHubSettings settings;
    private final InstantSource clock;
    private Duration ahead = Duration.ZERO;
    private String token = "";
    private @Nullable PrivateKey signedWith;
    private Instant until = Instant.MIN;

    AppAuthentication(GitHubSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends a call about the App itself. One that GitHub refuses because its clock and ours differ is sent once more,
     * dated by GitHub's.
     *
     * @param call its bearer is replaced
     */
    Answer send(GitHubCalls calls, Call call) {
        Answer answer = calls.send(call.with(token()));
        return answer.status() == 401 && learns(answer) ? calls.send(call.with(token())) : answer;
    }

    private synchronized boolean learns(Answer refused) {
        Instant theirs = refused.date().orElse(null);
        if (theirs == null) {
            return false;
        }
        Duration seen = Duration.between(clock.instant(), theirs);
        if (seen.minus(ahead).abs().compareTo(NEGLIGIBLE) < 0) {
            return false;
        }
        if (seen.abs().compareTo(NEGLIGIBLE) < 0) {
            LOG.info("GitHub's clock and this machine's agree again");
        } else {
            LOG.warnf(
                    "this machine's clock and GitHub's differ by %d s: set it right; until then the App's credentials"
                            + " are dated by GitHub's",
                    seen.abs().toSeconds());
        }
        ahead = seen;
        until = Instant.MIN;
        return true;
    }

    synchronized String token() {
        Instant now = clock.instant().plus(ahead);
        PrivateKey key = settings.signing();
        if (!now.isBefore(until) || !key.equals(signedWith)) {
            token = Jwts.builder()
                    .issuer(Long.toString(settings.app()))
                    .issuedAt(Date.from(now.minus(BACK)))
                    .expiration(Date.from(now.plus(AHEAD)))
                    .signWith(key, Jwts.SIG.RS256)
                    .compact();
            until = now.plus(AHEAD).minus(RENEW);
            signedWith = key;
        }
        return token;
    }
}
