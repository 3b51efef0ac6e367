package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;

/** Where a newcomer begins: what this is, what there is, and what to try. */
record StartPage(Sandbox sandbox, Frame frame) {
    Response start(Request request) {
        return frame.page(
                request,
                "Start",
                Html.of(
                        """
                <h1>Play with Tidegate</h1>
                <p>The real product runs behind this page. GitHub and HCP Terraform are stand-ins on this machine, so nothing
                can be broken: be anybody, press anything, and watch what Tidegate does.</p>
                <h2>Pull requests</h2>
                %s
                """,
                        Frame.part("pulls", new PullsPage(sandbox, frame).rows())));
    }
}
