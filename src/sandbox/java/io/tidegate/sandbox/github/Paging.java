package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One page of a list: 30 entries unless told, 100 at most.
 *
 * @param link the Link header, empty when there is one page only
 */
record Paging<T>(List<T> items, String link) {
    static <T> Paging<T> of(Call call, List<T> all) {
        return of(call, all, 30, 100);
    }

    static <T> Paging<T> of(Call call, List<T> all, int standard, int most) {
        int size = Math.clamp(number(call, "per_page", standard), 1, most);
        int page = Math.max(1, number(call, "page", 1));
        int last = Math.max(1, (all.size() + size - 1) / size);
        int from = (int) Math.min(all.size(), (long) (page - 1) * size);
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(call, page - 1, "prev"));
        }
        if (page < last) {
            links.add(link(call, page + 1, "next"));
            links.add(link(call, last, "last"));
        }
        if (page > 1) {
            links.add(link(call, 1, "first"));
        }
        return new Paging<>(all.subList(from, Math.min(all.size(), from + size)), String.join(", ", links));
    }

    static <T> Response list(Call call, List<T> all, Function<? super T, ?> shape) {
        Paging<T> page = of(call, all);
        return page.answer(Json.array(page.items(), shape));
    }

    Response answer(JsonNode body) {
        Response response = Response.json(200, body);
        return link.isEmpty() ? response : response.with("Link", link);
    }

    /** GitHub's links name the repository by its id. */
    private static String link(Call call, int page, String relation) {
        String path = call.request().path().replaceFirst("^/repos/[^/]+/[^/]+", "/repositories/" + call.repo().id);
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> entry : call.request().query().entrySet()) {
            if (!entry.getKey().equals("page")) {
                query.append(Paths.encode(entry.getKey()))
                        .append('=')
                        .append(Paths.encode(entry.getValue()))
                        .append('&');
            }
        }
        return "<" + call.repo().site.url() + path + "?" + query + "page=" + page + ">; rel=\"" + relation + "\"";
    }

    private static int number(Call call, String name, int otherwise) {
        try {
            return call.query(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
