package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.http.Handler;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.function.Function;

/** Handlers that hold the cloud's lock while they answer, so that every answer is of one moment. */
record Locked(Cloud cloud) {
    Handler of(Function<Request, Response> handler) {
        return request -> cloud.locked(() -> handler.apply(request));
    }
}
