package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.StandIn;
import java.time.Duration;

/** Switches for time, tokens, limits and the App's own standing. */
record WeatherSwitches(Sandbox sandbox, People people) {
    void register(StandIn server) {
        server.route("POST", "/clock", request -> {
                    sandbox.clock().forward(Duration.ofSeconds(60));
                    return Form.of(request).back("/");
                })
                .route("POST", "/clock/skew", request -> {
                    Form form = Form.of(request);
                    sandbox.clock()
                            .skew(
                                    switch (form.text("skew")) {
                                        case "ahead" -> Duration.ofMinutes(5);
                                        case "behind" -> Duration.ofMinutes(-5);
                                        case "right" -> Duration.ZERO;
                                        default -> throw new Refusal(400, "The clock is ahead, behind or right.");
                                    });
                    return form.back("/faults");
                })
                .route("POST", "/tokens/expire", request -> {
                    sandbox.github().expireTokens();
                    return Form.of(request).back("/faults");
                })
                .route("POST", "/limits", request -> {
                    Form form = Form.of(request);
                    if (form.text("on").equals("true")) {
                        sandbox.github().limits().remaining(0, Duration.ofSeconds(30));
                    } else {
                        sandbox.github().limits().off();
                    }
                    return form.back("/faults");
                })
                .route("POST", "/app", request -> {
                    Form form = Form.of(request);
                    boolean suspend = form.text("on").equals("false");
                    Acts.done(() -> {
                        if (suspend) {
                            sandbox.github().installations().suspend(Sandbox.OWNER, people.acting(request, form));
                        } else {
                            sandbox.github().installations().unsuspend(Sandbox.OWNER, people.acting(request, form));
                        }
                    });
                    return form.back("/faults");
                });
    }

    Html html() {
        return Html.of("""
                <section class="box" aria-label="Time, tokens and limits"><h2>Time, tokens and limits</h2>
                <p>GitHub's clock is %s.</p>
                <form method="post" action="/clock/skew" class="buttons">
                <button name="skew" value="ahead">5 minutes ahead</button>
                <button name="skew" value="behind">5 minutes behind</button>
                <button name="skew" value="right">Right again</button></form>
                <div class="buttons">
                <form method="post" action="/tokens/expire"><button>Let Tidegate's tokens expire now</button></form>
                <form method="post" action="/limits"><button name="on" value="true">Use up the rate limit for 30 seconds</button>
                <button name="on" value="false">Lift all limits</button></form>
                <form method="post" action="/app"><button name="on" value="false">Suspend the App</button>
                <button name="on" value="true">Let it work again</button></form>
                </div></section>
                """, skew());
    }

    private String skew() {
        Duration skew = sandbox.clock().skew();
        return skew.isZero()
                ? "right"
                : Math.abs(skew.toMinutes()) + " minutes " + (skew.isNegative() ? "behind" : "ahead");
    }
}
