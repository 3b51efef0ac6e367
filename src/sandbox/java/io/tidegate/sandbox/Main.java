package io.tidegate.sandbox;

import io.tidegate.sandbox.page.PlayPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The verbs {@code demo} and {@code sandbox}. */
public final class Main {
    private static final int USAGE = 64;
    private static final int INTERNAL = 70;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> rest = new ArrayList<>(List.of(arguments));
        String verb = rest.isEmpty() ? "" : rest.removeFirst();
        try {
            int exit = switch (verb) {
                case "demo" -> demo(Options.parse(rest, "--exit", "--port=", "--without-webhooks"));
                case "sandbox" -> sandbox(Options.parse(rest, "--github-port=", "--terraform-port=", "--write="));
                default -> throw new Options.Wrong("unknown verb «" + verb + "»: demo or sandbox");
            };
            System.exit(exit);
        } catch (Options.Wrong wrong) {
            System.err.println(wrong.getMessage());
            System.exit(USAGE);
        } catch (IllegalStateException failed) {
            System.err.println(failed.getMessage());
            System.exit(INTERNAL);
        }
    }

    private static int demo(Options options) throws Exception {
        Path home = Files.createTempDirectory("tidegate-demo");
        boolean stopped = false;
        Path jar = Path.of(System.getProperty("tidegate.jar", "target/quarkus-app/quarkus-run.jar"));
        try (Sandbox sandbox = new Sandbox(0, 0);
                ProductProcess product = new ProductProcess(jar, home, quick(sandbox));
                PlayPage page = new PlayPage(sandbox, options.number("--port", 0), Optional.of(product))) {
            Runtime.getRuntime().addShutdownHook(new Thread(product::close));
            product.start();
            sandbox.github().webhookTarget(product.webhooks());
            sandbox.github().webhooks(!options.has("--without-webhooks"));
            System.out.println("Plans come from " + sandbox.terraform().executorName() + ".");
            System.out.println("Play here:  " + page.url());
            System.out.println("Tidegate:   " + product.url() + "  (log: " + product.log() + ")");
            Story story =
                    new Story(sandbox, System.out, Duration.ofSeconds(options.has("--without-webhooks") ? 10 : 60));
            if (options.has("--exit")) {
                Optional<String> missing = story.play();
                stopped = missing.isPresent(); // then its log and database are there to be looked at
                return exit(missing);
            }
            int number = story.open();
            System.out.println("\nPull request #" + number + " is planned: " + page.url() + "/pull/" + number);
            System.out.println("Comment, review and merge there as anybody. Things to try: " + page.url()
                    + "  Ctrl-C ends the demo.");
            Thread.currentThread().join();
            return 0;
        } finally {
            if (!stopped) {
                delete(home);
            }
        }
    }

    private static int exit(Optional<String> missing) {
        System.out.println(missing.map(step -> "\nThe story stopped: Tidegate did not do this: " + step)
                .orElse("\nEvery step happened."));
        return missing.isPresent() ? 1 : 0;
    }

    private static int sandbox(Options options) throws Exception {
        try (Sandbox sandbox = new Sandbox(options.number("--github-port", 0), options.number("--terraform-port", 0));
                PlayPage page = new PlayPage(sandbox, 0)) {
            Map<String, String> configuration = new TreeMap<>(sandbox.configuration());
            configuration.put("sandbox.page", page.url());
            configuration.put("sandbox.organization", SeededRepository.ORGANIZATION);
            Optional<String> file = options.text("--write");
            if (file.isPresent()) {
                SettingsFile.write(Path.of(file.get()), configuration);
            }
            System.out.println("GitHub:        " + sandbox.github().url());
            System.out.println("HCP Terraform: " + sandbox.terraform().url() + "  ("
                    + sandbox.terraform().executorName() + ")");
            System.out.println("Play here:     " + page.url());
            System.out.println("Webhooks go to http://127.0.0.1:8080/webhooks/github until the page says otherwise.");
            sandbox.github().webhookTarget(java.net.URI.create("http://127.0.0.1:8080/webhooks/github"));
            Thread.currentThread().join();
            return 0;
        }
    }

    /** Polls faster than production would: the stand-in has no limit worth saving. */
    private static Map<String, String> quick(Sandbox sandbox) {
        Map<String, String> configuration = new TreeMap<>(sandbox.configuration());
        configuration.put("tidegate.terraform.poll-interval", "PT0.3S");
        return configuration;
    }

    private static void delete(Path home) throws IOException {
        if (Files.exists(home)) {
            try (var paths = Files.walk(home)) {
                for (Path path :
                        paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
