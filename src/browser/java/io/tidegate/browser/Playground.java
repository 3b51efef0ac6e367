package io.tidegate.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.Story;
import io.tidegate.sandbox.page.PlayPage;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What {@code ./tidegate demo} starts: the sandbox, its pages and the packaged product. {@link #SHARED} in a
 * static field is the same for all classes; in any other field each test has its own. A failed test leaves pictures of its windows.
 */
final class Playground implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    /** Of all tests that leave it as they found it; it ends with the process. */
    static final Playground SHARED = new Playground();

    private static final Path PICTURES = Path.of("target", "browser");

    private final List<Visit> visits = new ArrayList<>();
    private boolean shared;
    private boolean opened;
    private Sandbox sandbox;
    private PlayPage page;
    private ProductProcess product;

    Sandbox sandbox() {
        return sandbox;
    }

    ProductProcess product() {
        return product;
    }

    /** Somebody sits down before a wide window. */
    Visit visit() {
        return visit(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    /** Somebody holds a phone of this many CSS pixels. */
    Visit phone(int width, int height) {
        return visit(held(width, height));
    }

    static Browser.NewContextOptions held(int width, int height) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true);
    }

    Visit visit(Browser.NewContextOptions options) {
        return visit(page.url(), options);
    }

    /** @param url where the pages are, when they are not the sandbox's */
    Visit visit(String url, Browser.NewContextOptions options) {
        Visit visit = new Visit(url, options);
        visits.add(visit);
        return visit;
    }

    /** As {@code ./tidegate demo} begins: the story's pull request is open and planned. */
    int opened() {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
        return new Story(sandbox, nobody, Browsers.PATIENCE).open();
    }

    /** As {@link #opened}, the first time. */
    void openedOnce() {
        if (!opened) {
            opened = true;
            opened();
        }
    }

    /** Without terraform only what was recorded from it can be planned. */
    void needsTerraform() {
        assumeTrue(
                sandbox.terraform().executorName().startsWith("terraform "),
                "terraform is not installed here, and nobody recorded this plan");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!shared) {
            shared = true;
            start();
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            for (int i = 0; i < visits.size(); i++) {
                visits.get(i)
                        .picture(
                                PICTURES.resolve(context.getRequiredTestMethod().getName() + "-" + i + ".png"));
            }
        }
        visits.forEach(Visit::close);
        visits.clear();
        if (!shared) {
            stop();
        }
    }

    private void start() {
        sandbox = new Sandbox(0, 0);
        EmbeddedDatabase.Access database = TestDatabase.emptyDatabase();
        Map<String, String> configuration = new TreeMap<>(sandbox.configuration());
        configuration.put("tidegate.terraform.poll-interval", "PT0.2S");
        configuration.put("tidegate.database.url", database.url());
        configuration.put("tidegate.database.username", database.username());
        configuration.put("tidegate.database.password", database.password());
        configuration.put("tidegate.encryption-key", "a key for browser tests that nobody uses elsewhere");
        product = new ProductProcess(Path.of("target/quarkus-app/quarkus-run.jar"), temporary(), configuration);
        page = new PlayPage(sandbox, 0, Optional.of(product));
        product.start();
        sandbox.github().webhookTarget(product.webhooks());
    }

    private void stop() {
        page.close();
        sandbox.close();
        product.close();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tidegate-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
