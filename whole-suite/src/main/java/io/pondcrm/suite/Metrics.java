package io.pondcrm.suite;

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
     * The sum of a metric over its labels; positive infinity while the service does not know or
     * answer.
     */
    public double sum(String name) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            var sum = 0.0;
            for (var line :
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body().split("\n")) {
                if (line.startsWith(name)
                        && (line.charAt(name.length()) == '{'
                                || line.charAt(name.length()) == ' ')) {
                    sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                }
            }
            return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
        } catch (IOException _) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
