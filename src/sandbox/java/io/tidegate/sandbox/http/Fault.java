package io.tidegate.sandbox.http;

/**
 * Which requests go wrong, and how.
 *
 * @param route as {@link Holds} names it, for example {@code POST /api/v2/runs}; may end in {@code *}, which stands for
 *     whatever follows
 * @param subject {@code owner/repository} on GitHub, the workspace's name on HCP Terraform; empty for any
 * @param skip how many fitting requests are let through first
 * @param times how many are struck after those
 */
public record Fault(String route, String subject, Strike strike, int skip, int times) {
    public static final int ALWAYS = Integer.MAX_VALUE;

    public Fault {
        if (route.isBlank() || skip < 0 || times < 1) {
            throw new IllegalArgumentException("a fault needs a route, and strikes at least once: " + route);
        }
    }

    /** Strikes the next request to this route. */
    public static Fault once(String route, Strike strike) {
        return new Fault(route, "", strike, 0, 1);
    }

    /** Strikes every request to this route until it is removed. */
    public static Fault always(String route, Strike strike) {
        return new Fault(route, "", strike, 0, ALWAYS);
    }

    /** The same for the requests of one repository or workspace only. */
    public Fault of(String subject) {
        return new Fault(route, subject, strike, skip, times);
    }

    boolean fits(String route, String subject) {
        boolean here = this.route.endsWith("*")
                ? route.startsWith(this.route.substring(0, this.route.length() - 1))
                : route.equals(this.route);
        return here && (this.subject.isEmpty() || this.subject.equals(subject));
    }
}
