package io.tidegate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one process tells those who operate it; asked as Prometheus and a kubelet ask, and no longer than they wait. */
public final class ManagementPort implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    /** @param metric of which it is a sample; a histogram is one, and {@code le} no label of its own */
    public record Sample(String metric, Map<String, String> labels) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    public ManagementPort(URI address) {
        this.address = address;
    }

    public String metrics() {
        return get("/q/metrics", PATIENCE).body();
    }

    public HttpResponse<String> ready() {
        return ready(PATIENCE);
    }

    public HttpResponse<String> ready(Duration patience) {
        return get("/q/health/ready", patience);
    }

    public List<Sample> samples() {
        return SAMPLE.matcher(metrics())
                .results()
                .map(line -> new Sample(Monitoring.metric(line.group(1)), labels(line.group(2))))
                .toList();
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(one -> labels.put(one.group(1), one.group(2)));
        }
        labels.remove("le");
        return labels;
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

    private HttpResponse<String> get(String path, Duration patience) {
        try {
            return client.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(patience)
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
