package io.tidegate.sandbox.page;

import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.StandIn;
import java.util.Optional;

/** The product behind the page, which people may kill and start again; absent where somebody else runs it. */
record Product(Optional<ProductProcess> process) {
    void register(StandIn server) {
        server.route("POST", "/product/kill", request -> {
            ProductProcess product = ours();
            Acts.done(() -> {
                if (!product.alive()) {
                    throw new IllegalStateException("Tidegate does not run");
                }
                product.kill();
            });
            return Form.of(request).back("/");
        });
        server.route("POST", "/product/start", request -> {
            ProductProcess product = ours();
            Acts.done(() -> {
                if (product.alive()) {
                    throw new IllegalStateException("Tidegate runs already");
                }
                product.start();
            });
            return Form.of(request).back("/");
        });
    }

    private ProductProcess ours() {
        return process.orElseThrow(() -> new Refusal(
                409, "This page did not start Tidegate: kill the process that you started, and start it again."));
    }

    Html state() {
        return process.map(product -> product.alive()
                        ? Html.of("""
                                <p class="box">%s Tidegate runs as process <code>%s</code>. To see what it survives:
                                <code>kill -9 %s</code>, or <a href="#try-killed">try it with buttons</a>.</p>
                                """, CheckState.icon("success"), product.pid(), product.pid())
                        : Html.of("""
                                <div class="box">%s Tidegate does not run. Nothing that GitHub sends meanwhile arrives.
                                <form method="post" action="/product/start" class="buttons"><button class="primary">Start Tidegate</button></form></div>
                                """, CheckState.icon("failure")))
                .orElse(Html.of(
                        "<p class=\"box quiet\">Tidegate was started elsewhere; webhooks go where it was told.</p>"));
    }
}
