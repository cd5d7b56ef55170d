package io.pondcrm.suite;

import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * What a service says of itself to Prometheus.
 *
 * @param port the service's own port
 */
public record Metrics(int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * Events that services have yet to send or to hear; positive infinity while one of them does
     * not know or answer.
     */
    public static double waiting(Settings settings) throws InterruptedException {
        var waiting = 0.0;
        for (var port : Port.SERVICES) {
            var metrics = new Metrics(settings.port(port));
            waiting += metrics.sum("outbox_pending") + metrics.sum("consumer_lag");
        }
        return waiting;
    }

    /**
     * The sum of a metric over its labels; positive infinity while the service does not know or
     * answer.
     *
     * @param name may be followed by a brace and the first label, to sum only over the others
     */
    public double sum(String name) throws InterruptedException {
        try {
            var sum = 0.0;
            for (var line : text().split("\n")) {
                if (line.startsWith(name) && "{, ".indexOf(line.charAt(name.length())) >= 0) {
                    sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                }
            }
            return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
        } catch (IOException _) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** Everything that the service says. */
    String text() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The metrics answered " + answer.statusCode());
        }
        return answer.body();
    }
}
