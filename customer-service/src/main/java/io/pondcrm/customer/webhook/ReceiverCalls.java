package io.pondcrm.customer.webhook;

import io.pondcrm.customer.webhook.domain.Outcome;
import io.pondcrm.customer.webhook.domain.Outcome.Failure;
import io.pondcrm.customer.webhook.domain.ReachableAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls receivers. Whenever a connection is made, the host is looked up here, every address it has
 * is checked, and the connection goes to one of these very addresses: a name that leads elsewhere a
 * moment later leads nowhere. Redirects are not followed, cookies not kept, proxies of the
 * environment not used.
 */
final class ReceiverCalls implements AutoCloseable {

    /** How hosts are looked up. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static final class NotAllowed extends UnknownHostException {
        NotAllowed() {
            super("The host leads to an address that may not be called");
        }
    }

    private static final int REPLY_BYTES = 1_024;
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofSeconds(60);

    private final ReachableAddresses reachable;
    private final Lookup lookup;
    private final Duration timeout;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

    ReceiverCalls(ReachableAddresses reachable, Lookup lookup, Duration timeout, int calls) {
        this.reachable = reachable;
        this.lookup = lookup;
        this.timeout = timeout;
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checked())
                        // No limit over all receivers: one that hangs would use it up.
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(Math.max(calls * 8, 64))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(timeout))
                                        .setSocketTimeout(Timeout.of(timeout))
                                        .setTimeToLive(CONNECTION_LIFE)
                                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                        .build())
                        .build();
        // The minimal client follows no redirects, keeps no cookies and unpacks nothing.
        client = HttpClients.createMinimal(connections);
    }

    private final class Checked implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return checked(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private InetAddress[] checked(String host) throws UnknownHostException {
        var bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        InetAddress[] found;
        try {
            found = lookup.of(bare);
        } catch (IllegalArgumentException ambiguous) {
            // An address written in a way that others read differently.
            throw new NotAllowed();
        }
        for (var address : found) {
            if (!reachable.allow(address)) {
                throw new NotAllowed();
            }
        }
        return found;
    }

    /** Why this host can't be called now; null if it can. */
    @Nullable Failure objection(URI receiver) {
        try {
            checked(receiver.getHost());
            return null;
        } catch (NotAllowed _) {
            return Failure.ADDRESS_NOT_ALLOWED;
        } catch (UnknownHostException _) {
            return Failure.UNKNOWN_HOST;
        }
    }

    /** Makes one call, and comes back when it is over or its time is. */
    Outcome post(URI receiver, Map<String, String> headers, byte[] body) {
        var request = new HttpPost(receiver);
        headers.forEach(request::addHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        request.setConfig(
                RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        .setResponseTimeout(Timeout.of(timeout))
                        .setConnectionRequestTimeout(Timeout.of(timeout))
                        .build());
        var late = new AtomicBoolean();
        var deadline =
                deadlines.schedule(
                        () -> {
                            late.set(true);
                            request.cancel();
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            var context = HttpClientContext.create();
            context.setRequestConfig(request.getConfig());
            var target = new HttpHost(receiver.getScheme(), receiver.getHost(), receiver.getPort());
            try (var answer = client.executeOpen(target, request, context)) {
                return new Outcome.Answered(answer.getCode(), retryAfter(answer), reply(answer));
            }
        } catch (IOException | RuntimeException failure) {
            return new Outcome.Failed(late.get() ? Failure.TIMEOUT : kindOf(failure));
        } finally {
            deadline.cancel(false);
        }
    }

    private static Failure kindOf(Exception failure) {
        return switch (failure) {
            case NotAllowed _ -> Failure.ADDRESS_NOT_ALLOWED;
            case UnknownHostException _ -> Failure.UNKNOWN_HOST;
            case SSLException _ -> Failure.TLS;
            case java.io.InterruptedIOException _ -> Failure.TIMEOUT;
            default -> Failure.CONNECTION;
        };
    }

    /** Seconds only: a date would need the receiver's clock to be right. */
    private static @Nullable Duration retryAfter(ClassicHttpResponse answer) {
        var header = answer.getFirstHeader("Retry-After");
        var value = header == null || header.getValue() == null ? "" : header.getValue().strip();
        return value.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }

    private static byte[] reply(ClassicHttpResponse answer) throws IOException {
        var entity = answer.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        var content = entity.getContent();
        var reply = content.readNBytes(REPLY_BYTES);
        if (reply.length == REPLY_BYTES && hasMore(content)) {
            // Closing politely would read it all.
            ((ModalCloseable) answer).close(CloseMode.IMMEDIATE);
        }
        return reply;
    }

    private static boolean hasMore(InputStream content) throws IOException {
        return content.read() >= 0;
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
