package io.tidegate.sandbox.contract;

import io.tidegate.sandbox.http.Request;
import java.util.List;
import java.util.regex.Pattern;

/** What HCP Terraform does without describing it: the only exceptions that {@link HcpJudge} makes. */
final class HcpGaps {
    /** In the prose of the documentation or asked for by Terraform itself, but no operation of the description. */
    private static final List<Pattern> OPERATIONS = List.of(
            Pattern.compile("GET /api/v2/ping"),
            Pattern.compile("GET /api/v2/organizations/[^/]+/(entitlement-set|capacity|runs/queue)"),
            Pattern.compile("POST /api/v2/runs/[^/]+/actions/(discard|cancel|force-cancel|force-execute)"),
            Pattern.compile("GET /api/v2/runs/[^/]+/(run-events|apply)"));

    /** The list of a run's statuses lacks some that HashiCorp's own clients know, and grows without notice. */
    private static final Pattern STATUSES =
            Pattern.compile("/(data|included)(/\\*)?/attributes/status does not have a value in the enumeration.*");

    private HcpGaps() {}

    static boolean undescribed(Request request) {
        String asked = request.method() + " " + request.path();
        return OPERATIONS.stream()
                .anyMatch(operation -> operation.matcher(asked).matches());
    }

    /** The same for every object of a kind. */
    static String general(String path) {
        return path.replaceAll("/(ws|run|cv|plan|apply|nc|sv|user|team|polchk|ts|ce|wsout)-[^/]+", "/{$1}");
    }

    static boolean answered(String wrong) {
        return STATUSES.matcher(wrong).matches();
    }
}
