package io.tidegate.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The one browser of this process, started when it is first needed: this machine's Chromium, never a download. */
final class Browsers {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    /** Generous: two busy cores; what happens is waited for, never slept for. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Browser ONE = launch();

    private Browsers() {}

    static Browser one() {
        return ONE;
    }

    private static Browser launch() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        LaunchOptions options = new LaunchOptions().setExecutablePath(program()).setHeadless(true);
        // Chromium refuses to run as root inside its own sandbox, as it would in a container.
        if (System.getProperty("user.name").equals("root")) {
            options.setArgs(List.of("--no-sandbox"));
        }
        return playwright.chromium().launch(options);
    }

    private static Path program() {
        String chosen = System.getenv().getOrDefault("CHROMIUM", "");
        if (!chosen.isEmpty()) {
            return Path.of(chosen);
        }
        List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(":"));
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium on the path: install it, or set CHROMIUM to"
                        + " where it is; ./tidegate test leaves these tests out without one"));
    }
}
