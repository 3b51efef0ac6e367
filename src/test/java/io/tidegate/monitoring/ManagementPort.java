package io.tidegate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one process tells those who operate it; asked as Prometheus and a kubelet ask, and no longer than they wait. */
public final class ManagementPort implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    public ManagementPort(URI address) {
        this.address = address;
    }

    public String metrics() {
        return get("/q/metrics").body();
    }

    public HttpResponse<String> ready() {
        return get("/q/health/ready");
    }

    public double sample(String name) {
        return sample(name, "[^}]*");
    }

    /** @param labels as they are told, a regular expression */
    public double sample(String name, String labels) {
        Matcher sample = Pattern.compile("(?m)^" + name + "(?:\\{" + labels + "})? (\\S+)$")
                .matcher(metrics());
        assertThat(sample.find()).as(name).isTrue();
        return Double.parseDouble(sample.group(1));
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
