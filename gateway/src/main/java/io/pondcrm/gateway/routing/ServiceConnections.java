package io.pondcrm.gateway.routing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Kept connections to the services, and what to do when one of them turns out to be dead. */
final class ServiceConnections implements AutoCloseable {

    private static final Timeout FOR_A_FREE_CONNECTION = Timeout.ofMilliseconds(200);
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(1);
    private static final Timeout CLOSE_AFTER = Timeout.ofSeconds(15);

    /** A service that refuses an upload early is heard, and the rest of the file not sent. */
    private static final long LISTEN_EACH_BYTES = 64 * 1024;

    private final CloseableHttpClient client;
    private final Map<String, Addresses> addresses = new HashMap<>();

    ServiceConnections(ServiceSettings settings) {
        settings.services().forEach((name, it) -> addresses.put(name, new Addresses(it.url())));
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(settings.connections())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                        .setValidateAfterInactivity(CHECK_AFTER)
                                        .setIdleTimeout(CLOSE_AFTER)
                                        .build())
                        .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .responseOutOfOrderStrategy(
                                                new MonitoringResponseOutOfOrderStrategy(
                                                        LISTEN_EACH_BYTES))
                                        .build())
                        .build();
        // The minimal client follows no redirects, keeps no cookies and unpacks nothing.
        client = HttpClients.createMinimal(connections);
    }

    boolean knows(String service) {
        return addresses.containsKey(service);
    }

    /**
     * Sends a request once. It is sent again only where that is safe: to the next address when a
     * connection was refused, since nothing was sent then; and once more when a kept connection
     * broke before the answer and the request changes nothing.
     *
     * @param patience until the answer begins
     */
    ClassicHttpResponse send(String service, ClassicHttpRequest request, Duration patience)
            throws IOException {
        var hosts = addresses.get(service);
        if (hosts == null) {
            throw new UnknownHostException(service);
        }
        var context = HttpClientContext.create();
        context.setRequestConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(FOR_A_FREE_CONNECTION)
                        .setResponseTimeout(Timeout.of(patience))
                        .build());
        var mayRepeat = request.getEntity() == null && isSafe(request.getMethod());
        var refusals = 0;
        while (true) {
            try {
                return client.executeOpen(hosts.next(), request, context);
            } catch (ConnectException
                    | ConnectTimeoutException
                    | NoRouteToHostException
                    | UnknownHostException refused) {
                refusals++;
                if (refusals >= hosts.count()) {
                    throw refused;
                }
            } catch (NoHttpResponseException | SocketException broken) {
                if (!mayRepeat) {
                    throw broken;
                }
                mayRepeat = false;
            }
        }
    }

    private static boolean isSafe(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
