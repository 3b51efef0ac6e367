package io.tidegate.sandbox;

import io.tidegate.sandbox.github.GitHubStandIn;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.http.Faults;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.terraform.TerraformStandIn;
import java.util.Map;
import java.util.TreeMap;

/** GitHub and HCP Terraform together, with a seeded repository, its workspaces and a few people. */
public final class Sandbox implements AutoCloseable {
    public static final String OWNER = "acme";

    private final Journal journal = new Journal();
    private final SandboxClock clock = new SandboxClock();
    private final Holds holds = new Holds();
    private final Faults faults = new Faults();
    private final GitHubStandIn github;
    private final TerraformStandIn terraform;
    private final Repo repository;
    private final Person author;
    private final Person reviewer;
    private final Person stranger;
    private final Person member;
    private final Person bot;

    /** @param githubPort and {@code terraformPort}: 0 for any free one */
    public Sandbox(int githubPort, int terraformPort) {
        this(githubPort, terraformPort, SeededRepository.files());
    }

    /** With other files in the repository; the workspaces get the state of applying them. */
    public Sandbox(int githubPort, int terraformPort, Map<String, String> files) {
        this(githubPort, terraformPort, files, false);
    }

    private Sandbox(int githubPort, int terraformPort, Map<String, String> files, boolean recorded) {
        github = new GitHubStandIn(githubPort, journal, clock, holds, faults);
        terraform = recorded
                ? TerraformStandIn.recorded(terraformPort, journal, holds, faults)
                : new TerraformStandIn(terraformPort, journal, holds, faults);
        author = github.person("lee");
        reviewer = github.person("ann");
        stranger = github.person("sam");
        member = github.person("kim");
        bot = github.person("renovate[bot]");
        github.teamMember(OWNER, "platform", member, "active");
        repository = seed(SeededRepository.NAME, files);
    }

    /** One more repository with a workspace for each environment, and the same people in the same roles. */
    public Repo seed(String name, Map<String, String> files) {
        Repo seeded = github.createRepository(OWNER, name, files);
        seeded.permission(author, "write");
        seeded.permission(reviewer, "write");
        seeded.permission(stranger, "read");
        seeded.permission(member, "write");
        seeded.permission(bot, "write");
        for (String environment : SeededRepository.ENVIRONMENTS) {
            terraform
                    .createWorkspace(
                            SeededRepository.ORGANIZATION,
                            name + "-" + environment,
                            SeededRepository.workingDirectory(environment))
                    .seed(SeededRepository.bytes(files));
        }
        return seeded;
    }

    /** On any free ports, with recorded results of runs even where {@code terraform} is installed. */
    public static Sandbox recorded() {
        return new Sandbox(0, 0, SeededRepository.files(), true);
    }

    public GitHubStandIn github() {
        return github;
    }

    public TerraformStandIn terraform() {
        return terraform;
    }

    public Repo repository() {
        return repository;
    }

    public Journal journal() {
        return journal;
    }

    public SandboxClock clock() {
        return clock;
    }

    public Holds holds() {
        return holds;
    }

    /** What goes wrong on either side. */
    public Faults faults() {
        return faults;
    }

    /** Opens pull requests; has write permission. */
    public Person author() {
        return author;
    }

    /** Reviews; has write permission. */
    public Person reviewer() {
        return reviewer;
    }

    /** May only read. */
    public Person stranger() {
        return stranger;
    }

    /** Of the team {@code platform}; has write permission. */
    public Person member() {
        return member;
    }

    /** Another App's account, which pushes and comments as people do. */
    public Person bot() {
        return bot;
    }

    /** What the product has to be told to use these two, under its own configuration names. */
    public Map<String, String> configuration() {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put("tidegate.github.url", github.url());
        configuration.put("tidegate.github.api-url", github.apiUrl());
        configuration.put("tidegate.github.app-id", String.valueOf(github.appId()));
        configuration.put("tidegate.github.private-key", github.privateKeyPem());
        configuration.put("tidegate.github.webhook-secret", github.webhookSecret());
        configuration.put("tidegate.github.owners", OWNER);
        configuration.put("tidegate.terraform.url", terraform.url());
        configuration.put("tidegate.terraform.token", terraform.token());
        configuration.put("tidegate.terraform.notification-secret", "sandbox-notification-secret");
        return configuration;
    }

    @Override
    public void close() {
        holds.releaseAll();
        faults.clear();
        github.close();
        terraform.close();
    }
}
