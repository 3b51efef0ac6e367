package io.tidegate.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Answered;
import io.tidegate.sandbox.http.Exchange;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.Strike;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A judge who finds nothing proves nothing: these are mistakes that it must find. */
class GitHubJudgeTest {
    private static final String CREATED = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    private static final String COMMENTS = "/repos/acme/infra/issues/1/comments";

    @Test
    void a_wrong_type_an_unknown_field_and_a_missing_one_are_found_in_a_request() {
        assertThat(judge().request(asked("POST", COMMENTS, Map.of(), "{\"body\":7}")))
                .singleElement()
                .asString()
                .startsWith(CREATED + ", request: /body");
        assertThat(judge().request(asked("POST", COMMENTS, Map.of(), "{\"body\":\"b\",\"colour\":\"red\"}")))
                .containsExactly(CREATED + ", request: /colour is not described");
        assertThat(judge().request(asked("POST", COMMENTS, Map.of(), "{}")))
                .singleElement()
                .asString()
                .contains("'body'");
        assertThat(judge().request(asked("POST", COMMENTS, Map.of(), "")))
                .containsExactly(CREATED + ", request: there is no body");
        assertThat(judge().request(asked("POST", COMMENTS, Map.of(), "{\"body\":\"b\"}")))
                .isEmpty();
    }

    @Test
    void an_unknown_route_and_an_unknown_or_unfit_parameter_are_found() {
        assertThat(judge().request(asked("GET", "/repos/acme/infra/wishes", Map.of(), "")))
                .containsExactly("GET /repos/acme/infra/wishes, request: no such operation is described");
        assertThat(judge().request(asked("GET", COMMENTS, Map.of("per_page", "many", "colour", "red"), "")))
                .hasSize(2)
                .anyMatch(one -> one.contains("query per_page"))
                .anyMatch(one -> one.contains("query colour is not described"));
    }

    @Test
    void an_answer_that_github_never_gives_is_found_unless_it_was_struck() {
        assertThat(judge().answer(answered(201, "{\"id\":1}", null))).anyMatch(one -> one.contains("'user'"));
        assertThat(judge().answer(answered(404, "{\"message\":\"m\",\"mood\":\"bad\"}", null)))
                .containsExactly(CREATED + ", answer 404: /mood is not described");
        assertThat(judge().answer(answered(299, "{}", null)))
                .containsExactly(CREATED + ", answer 299: this status is not described");
        assertThat(judge().violations(answered(201, "{\"id\":1}", new Strike.Truncate())))
                .isEmpty();
    }

    @Test
    void what_was_found_is_told_when_the_test_ends() {
        Journal journal = new Journal();
        Contracts contracts = Contracts.watching(journal, List.of(exchange -> List.of("found")));
        for (int i = 0; i < 2; i++) {
            Exchange exchange = answered(404, "{}", null);
            journal.request("github", exchange.answered(), exchange.request(), Duration.ZERO);
        }
        assertThatThrownBy(contracts::close).isInstanceOf(AssertionError.class).hasMessageContaining("2 x found");
    }

    @Test
    void a_judge_that_fails_is_told_as_well() {
        Journal journal = new Journal();
        Contracts contracts = Contracts.watching(journal, List.of(exchange -> {
            throw new IllegalStateException("lost the book");
        }));
        Exchange exchange = answered(404, "{}", null);
        journal.request("github", exchange.answered(), exchange.request(), Duration.ZERO);
        assertThatThrownBy(contracts::close).hasMessageContaining("lost the book");
    }

    private static GitHubJudge judge() {
        return GitHubJudge.of(NodePackages.home());
    }

    private static Exchange asked(String method, String path, Map<String, String> query, String body) {
        Headers headers = new Headers();
        headers.set("Content-Type", "application/json; charset=utf-8");
        Request request = new Request(method, path, Map.of(), query, headers, body.getBytes(StandardCharsets.UTF_8));
        return new Exchange("github", request, new Answered("r", "", null, Response.empty(204), Answered.Sent.WHOLE));
    }

    private static Exchange answered(int status, String body, Strike strike) {
        Request request = asked("POST", COMMENTS, Map.of(), "{\"body\":\"b\"}").request();
        Response response = Response.text(status, "application/json", body);
        return new Exchange("github", request, new Answered("r", "", strike, response, Answered.Sent.WHOLE));
    }
}
