package io.tidegate.terraformcloud;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.doctor.Reading;
import io.tidegate.doctor.TokenSeen;
import io.tidegate.doctor.Tried;
import io.tidegate.doctor.WorkspaceRead;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what there is to know of tokens and workspaces, beside the product or without it. All throw {@link Outside}. */
public final class WorkspaceProbe {
    private final HcpClient client;
    private final Accesses accesses;
    private final Workspaces workspaces;
    private final boolean alone;

    private WorkspaceProbe(HcpClient client, Accesses accesses, boolean alone) {
        this.client = client;
        this.accesses = accesses;
        this.workspaces = new Workspaces(client, accesses, new Identity(client));
        this.alone = alone;
    }

    /** @throws IllegalStateException naming the key that is missing or unusable, and what to set */
    public static WorkspaceProbe of(
            TerraformConfiguration configuration,
            Secrets secrets,
            Function<String, List<Repository>> neighbours,
            Budgets budgets) {
        HcpClient client = new HcpClient(
                HcpClient.base(configuration.url()),
                configuration.connectTimeout(),
                configuration.callTimeout(),
                configuration.transferTimeout(),
                configuration.callsPerSecond(),
                new SimpleMeterRegistry(),
                budgets);
        return new WorkspaceProbe(
                client,
                Accesses.of(configuration, secrets, neighbours),
                configuration.organizations().isEmpty());
    }

    /** How many tokens there are. */
    public int tokens() {
        return accesses.all().size();
    }

    /** The key under which a token is configured. */
    public String key(int index) {
        return alone ? "tidegate.terraform.token" : "tidegate.terraform.organizations[" + index + "].token";
    }

    public TokenSeen token(int index) {
        String doing = "read which account the token belongs to";
        Token token = accesses.all().get(index).token();
        Attributes.User user = Json.document(
                        client.send(Call.get(token, "/account/details", "account/details", doing)),
                        Attributes.User.class,
                        doing)
                .data()
                .attributes();
        return new TokenSeen(
                key(index),
                user.username() == null ? "an account without a name" : Lines.clean(user.username(), 100),
                user.isServiceAccount());
    }

    /** What HCP Terraform's documentation leaves open, as this one does it. */
    public List<String> observed(int index) {
        String doing = "read which account the token belongs to";
        Answer answer =
                client.send(Call.get(accesses.all().get(index).token(), "/account/details", "account/details", doing)
                        .expecting(401, 403, 404));
        return List.of(
                "a question of the token's account is answered with " + answer.status(),
                "application: " + header(answer, "TFP-AppName") + ", API " + header(answer, "TFP-API-Version"),
                "rate limit: " + header(answer, "X-RateLimit-Limit") + " a second; ETag: " + header(answer, "ETag"));
    }

    /** Tries in a workspace how HCP Terraform does what its documentation leaves open. */
    public List<Tried> tried(TrialScope scope) {
        String organization = scope.organization();
        Access access = accesses.all().stream()
                .filter(one -> one.reaches(organization))
                .findFirst()
                .orElseThrow(() -> new Outside.Refused(
                        "No token is configured for the organisation " + organization + ".",
                        "Name a workspace of an organisation under tidegate.terraform.organizations."));
        return new Trial(client, access.token()).in(scope);
    }

    private static String header(Answer answer, String name) {
        return answer.headers()
                .firstValue(name)
                .map(text -> Lines.clean(text, 100))
                .orElse("not told");
    }

    /** @throws Outside.Refused also where the repository may not use it, whether it exists or not */
    public WorkspaceRead read(Repository repository, Environment environment) {
        Workspaces.Found found = workspaces.find(repository, environment);
        Token token = found.access().token();
        Document.Resource<Attributes.Workspace> workspace = Json.document(
                        found.answer(), Attributes.Workspace.class, "read the workspace " + environment.workspace())
                .data();
        Attributes.Workspace attributes = workspace.attributes();
        Attributes.WorkspacePermissions may = Workspaces.permissions(attributes);
        String id = Paths.segment(workspace.id());
        return new WorkspaceRead(
                workspace.id(),
                environment.organization() + "/" + environment.workspace(),
                environment.name() + " of " + repository.fullName(),
                attributes.executionMode() == null ? "unknown" : Lines.clean(attributes.executionMode(), 30),
                Paths.directory(attributes.workingDirectory()),
                Paths.directory(environment.directory()),
                new WorkspaceRead.Settings(
                        attributes.isVcsConnected(), attributes.autoApply(), attributes.autoApplyRunTrigger()),
                may.canQueueRun(),
                may.canQueueApply(),
                may.canUpdate(),
                perhaps(() -> triggers(token, id)),
                perhaps(() -> notifications(token, id)),
                perhaps(() -> teams(token, id)));
    }

    private List<String> triggers(Token token, String id) {
        String path = "workspaces/" + id + "/run-triggers?filter%5Brun-trigger%5D%5Btype%5D=inbound&page%5Bsize%5D=100";
        return listed(
                        token,
                        "/workspaces/{workspace}/run-triggers",
                        path,
                        "list its run triggers",
                        Attributes.RunTrigger.class)
                .stream()
                .map(trigger -> name(trigger.attributes().sourceableName(), trigger.id()))
                .toList();
    }

    private List<WorkspaceRead.Notification> notifications(Token token, String id) {
        return new NotificationConfigurations(client, token, id)
                .list().stream()
                        .map(one -> new WorkspaceRead.Notification(
                                name(one.attributes().name(), one.id()),
                                one.attributes().url() == null
                                        ? ""
                                        : one.attributes().url(),
                                one.attributes().enabled()))
                        .toList();
    }

    private List<WorkspaceRead.Team> teams(Token token, String id) {
        List<WorkspaceRead.Team> teams = new ArrayList<>();
        for (Document.Resource<Attributes.TeamAccess> one : listed(
                token,
                "/team-workspaces",
                "team-workspaces?filter%5Bworkspace%5D%5Bid%5D=" + id + "&page%5Bsize%5D=100",
                "list the teams that have access to it",
                Attributes.TeamAccess.class)) {
            Attributes.TeamAccess access = one.attributes();
            String level = String.valueOf(access.access());
            boolean writes = level.equals("write") || level.equals("admin");
            teams.add(new WorkspaceRead.Team(
                    team(token, one.related("team").orElse("")),
                    writes || level.equals("custom") && "apply".equals(access.runs()),
                    writes || level.equals("custom") && "write".equals(access.variables())));
        }
        return teams;
    }

    /** Its name, where the token may know it. */
    private String team(Token token, String id) {
        if (id.isEmpty()) {
            return "a team that is not named";
        }
        String doing = "read the name of a team";
        Answer answer = client.send(Call.get(token, "/teams/{team}", "teams/" + Paths.segment(id), doing)
                .expecting(401, 403, 404));
        return answer.succeeded()
                ? name(
                        Json.document(answer, Attributes.Team.class, doing)
                                .data()
                                .attributes()
                                .name(),
                        id)
                : id;
    }

    private <A> List<Document.Resource<A>> listed(
            Token token, String route, String path, String doing, Class<A> attributes) {
        return Json.documents(client.send(Call.get(token, route, path, doing)), attributes, doing)
                .data();
    }

    private static String name(@Nullable String name, String otherwise) {
        return name == null ? otherwise : Lines.clean(name, 100);
    }

    /** What only some tokens may know. */
    private static <T> Reading<T> perhaps(Supplier<T> reading) {
        try {
            return new Reading.Known<>(reading.get());
        } catch (Outside.Refused refused) {
            return new Reading.Hidden<>(String.valueOf(refused.getMessage()), refused.remedy());
        } catch (Outside.Unavailable away) {
            return new Reading.Hidden<>(String.valueOf(away.getMessage()), "Look again in a minute.");
        }
    }

    /** Has a workspace tell Tidegate of its runs. HCP Terraform asks the address at once, and keeps nothing if it is deaf. */
    public void createNotification(Repository repository, Environment environment, String url, String secret) {
        Workspaces.Found found = workspaces.find(repository, environment);
        String doing = "make a notification of the workspace " + environment.workspace();
        String id = Json.document(found.answer(), Attributes.Workspace.class, doing)
                .data()
                .id();
        new NotificationConfigurations(client, found.access().token(), id).create(url, secret, doing);
    }
}
