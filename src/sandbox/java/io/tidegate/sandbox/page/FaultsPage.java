package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Faults.Active;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.List;

/** Switches for everything that may go wrong between Tidegate and the two others. */
record FaultsPage(Sandbox sandbox, Frame frame) {
    void register(StandIn server) {
        server.route("GET", "/faults", this::page)
                .route("POST", "/faults", this::add)
                .route("POST", "/faults/clear", request -> {
                    sandbox.faults().clear();
                    return Form.of(request).back("/faults");
                })
                .route("POST", "/faults/{id}/remove", request -> {
                    sandbox.faults().remove(request.number("id"));
                    return Form.of(request).back("/faults");
                });
        mail().register(server);
        weather().register(server);
    }

    private MailSwitches mail() {
        return new MailSwitches(sandbox);
    }

    private WeatherSwitches weather() {
        return new WeatherSwitches(sandbox, frame.people());
    }

    private Response add(Request request) {
        Form form = Form.of(request);
        int times = form.count("times");
        Acts.done(() ->
                sandbox.faults().add(FaultSwitch.named(form.required("fault")).fault(times)));
        return form.back("/faults");
    }

    private Response page(Request request) {
        return frame.page(
                request,
                "Make it go wrong",
                Html.of(
                        """
                <h1>Make it go wrong</h1>
                <p>Each press strikes the next request of its kind; then go on playing, and see what Tidegate makes of it.</p>
                %s
                %s
                %s
                """,
                        Frame.part("active", Html.of("%s%s", active(), held())),
                        switches(),
                        Html.of(
                                "%s%s",
                                mail().html(), Frame.part("weather", weather().html()))));
    }

    private Html active() {
        List<Active> all = sandbox.faults().active();
        List<Html> rows = all.stream()
                .map(active -> Html.of(
                        """
                        <li><span class="what"><strong>%s</strong> <span class="quiet">struck %s of %s</span></span>
                        <form method="post" action="/faults/%s/remove"><button>Remove<span class="hidden"> %s</span></button></form></li>
                        """,
                        FaultSwitch.words(active.fault()),
                        active.struck(),
                        active.fault().times() == Integer.MAX_VALUE
                                ? "as many as come"
                                : "" + active.fault().times(),
                        active.id(),
                        FaultSwitch.words(active.fault())))
                .toList();
        return rows.isEmpty()
                ? Html.of("<p class=\"box quiet\">Nothing goes wrong at the moment.</p>")
                : Html.of("""
                        <section class="box" aria-label="What goes wrong now"><h2>What goes wrong now</h2><ul class="rows">%s</ul>
                        <form method="post" action="/faults/clear" class="buttons"><button>Remove all</button></form></section>
                        """, rows);
    }

    private Html held() {
        List<Html> rows = sandbox.holds().held().stream()
                .map(route -> Html.of("""
                        <li><span class="what"><code>%s</code> <span class="quiet">%s waiting</span></span>
                        <form method="post" action="/holds/release"><input type="hidden" name="back" value="/faults"><input type="hidden" name="route" value="%s">
                        <button>Release<span class="hidden"> %s</span></button></form></li>
                        """, route, sandbox.holds().waiting(route), route, route))
                .toList();
        return Html.when(
                !rows.isEmpty(),
                "<section class=\"box\" aria-label=\"What is held\"><h2>What is held</h2><ul class=\"rows\">%s</ul></section>",
                rows);
    }

    private static Html switches() {
        List<Html> groups = FaultSwitch.groups().stream()
                .map(group -> Html.of(
                        """
                        <section class="box"><h2>%s</h2><ul class="rows">%s</ul></section>
                        """,
                        group,
                        FaultSwitch.of(group).stream().map(FaultsPage::row).toList()))
                .toList();
        return Html.of("<div class=\"two\">%s</div>", groups);
    }

    private static Html row(FaultSwitch one) {
        return Html.of("""
                <li><form method="post" action="/faults" class="inline"><span class="what">%s</span>
                <input type="hidden" name="fault" value="%s">
                <label class="count-of"><span class="hidden">How often: %s</span><input name="times" value="1" inputmode="numeric" size="3" pattern="[1-9][0-9]{0,3}"> ×</label>
                <button>Switch on<span class="hidden">: %s</span></button></form></li>
                """, one.words(), one.name(), one.words(), one.words());
    }
}
