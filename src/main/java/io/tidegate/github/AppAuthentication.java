package io.tidegate.github;

import io.jsonwebtoken.Jwts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/** The App's own JWT: RS256, dated back a minute because clocks differ, valid for less than GitHub's ten minutes. */
final class AppAuthentication {
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration AHEAD = Duration.ofMinutes(9);
    private static final Duration RENEW = Duration.ofMinutes(2);
    private final GitHubSettings settings;
    private final InstantSource clock;
    private String token = "";
    private Instant until = Instant.MIN;

    AppAuthentication(GitHubSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    synchronized String token() {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            token = Jwts.builder()
                    .issuer(Long.toString(settings.app()))
                    .issuedAt(Date.from(now.minus(BACK)))
                    .expiration(Date.from(now.plus(AHEAD)))
                    .signWith(settings.key(), Jwts.SIG.RS256)
                    .compact();
            until = now.plus(AHEAD).minus(RENEW);
        }
        return token;
    }
}
