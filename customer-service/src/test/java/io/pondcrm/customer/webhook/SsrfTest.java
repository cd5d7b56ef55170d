package io.pondcrm.customer.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pondcrm.customer.webhook.domain.Outcome;
import io.pondcrm.customer.webhook.domain.Outcome.Failure;
import io.pondcrm.customer.webhook.domain.ReachableAddresses;
import io.pondcrm.customer.webhook.domain.ReceiverUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S7: whatever a subscriber writes, nothing inside is reached; a canary listens there. */
class SsrfTest {

    /** {@code %d} is the canary's port. */
    private static final List<String> URLS =
            List.of(
                    // Loopback in all its spellings.
                    "http://127.0.0.1:%d/",
                    "http://127.0.0.2:%d/",
                    "http://127.255.255.254:%d/",
                    "http://localhost:%d/",
                    "http://LOCALHOST:%d/",
                    "http://localhost.:%d/",
                    "http://127.1:%d/",
                    "http://127.0.1:%d/",
                    "http://2130706433:%d/",
                    "http://0x7f000001:%d/",
                    "http://0x7f.0.0.1:%d/",
                    "http://0177.0.0.1:%d/",
                    "http://017700000001:%d/",
                    "http://0177.0x0.0.1:%d/",
                    "http://127.000.000.001:%d/",
                    "http://0:%d/",
                    "http://0.0.0.0:%d/",
                    "http://[::1]:%d/",
                    "http://[0:0:0:0:0:0:0:1]:%d/",
                    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:%d/",
                    "http://[::]:%d/",
                    // IPv4 inside IPv6.
                    "http://[::ffff:127.0.0.1]:%d/",
                    "http://[::ffff:7f00:1]:%d/",
                    "http://[::127.0.0.1]:%d/",
                    "http://[0:0:0:0:0:ffff:127.0.0.1]:%d/",
                    "http://[64:ff9b::127.0.0.1]:%d/",
                    "http://[64:ff9b::7f00:1]:%d/",
                    "http://[64:ff9b:1::7f00:1]:%d/",
                    "http://[2002:7f00:1::]:%d/",
                    "http://[2001:0:7f00:1::]:%d/",
                    // Private, shared, link-local, unique local.
                    "http://10.0.0.1:%d/",
                    "http://10.255.255.255:%d/",
                    "http://172.16.0.1:%d/",
                    "http://172.31.255.255:%d/",
                    "http://192.168.0.1:%d/",
                    "http://192.168.255.255:%d/",
                    "http://100.64.0.1:%d/",
                    "http://100.127.255.254:%d/",
                    "http://[fc00::1]:%d/",
                    "http://[fd12:3456:789a::1]:%d/",
                    "http://[fe80::1]:%d/",
                    "http://[fec0::1]:%d/",
                    // Metadata of clouds.
                    "http://169.254.169.254/latest/meta-data/",
                    "http://169.254.170.2/v2/credentials",
                    "http://[fd00:ec2::254]/latest/meta-data/",
                    "http://168.63.129.16/",
                    "http://100.100.100.200/latest/meta-data/",
                    "http://192.0.0.192/opc/v2/",
                    // Multicast, broadcast, documentation, benchmarks, reserved.
                    "http://224.0.0.1:%d/",
                    "http://239.255.255.250:%d/",
                    "http://255.255.255.255:%d/",
                    "http://[ff02::1]:%d/",
                    "http://192.0.2.1:%d/",
                    "http://198.51.100.7:%d/",
                    "http://203.0.113.9:%d/",
                    "http://198.18.0.1:%d/",
                    "http://240.0.0.1:%d/",
                    "http://[2001:db8::1]:%d/",
                    // What different parsers read differently.
                    "http://example.org@127.0.0.1:%d/",
                    "http://user:secret@127.0.0.1:%d/",
                    "http://127.0.0.1:%d#@example.org/",
                    "http://example.org:80\\@127.0.0.1:%d/",
                    "http://127.0.0.1%%2f@example.org:%d/",
                    "http://①②⑦.⓪.⓪.①:%d/",
                    "http:127.0.0.1:%d/",
                    "//127.0.0.1:%d/",
                    "gopher://127.0.0.1:%d/",
                    "file:///etc/passwd",
                    "ftp://127.0.0.1:%d/",
                    "jar:http://127.0.0.1:%d/!/");

    private final AtomicInteger hits = new AtomicInteger();
    private final List<HttpServer> canaries = new ArrayList<>();
    private int port;

    @BeforeEach
    void listen() throws IOException {
        canaries.add(canary(InetAddress.getByName("127.0.0.1"), 0));
        port = canaries.getFirst().getAddress().getPort();
        try {
            canaries.add(canary(InetAddress.getByName("::1"), port));
        } catch (IOException noIpv6) {
            assertThat(noIpv6).isNotNull();
        }
    }

    private HttpServer canary(InetAddress address, int at) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(address, at), 16);
        server.createContext(
                "/",
                exchange -> {
                    hits.incrementAndGet();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        canaries.forEach(it -> it.stop(0));
    }

    private static ReceiverCalls calls(ReceiverCalls.Lookup lookup, String... allowed) {
        return new ReceiverCalls(
                new ReachableAddresses(List.of(allowed)), lookup, Duration.ofSeconds(1), 2);
    }

    @Test
    void none_of_these_urls_reaches_anything_inside() throws Exception {
        assertThat(URLS).hasSizeGreaterThanOrEqualTo(60);
        try (var calls = calls(InetAddress::getAllByName)) {
            for (var written : URLS) {
                var url = written.contains("%d") ? written.formatted(port) : written;
                if (ReceiverUrl.read(url, true) instanceof ReceiverUrl.Fit(var uri)) {
                    assertThat(calls.objection(uri)).as(url).isNotNull();
                    assertThat(calls.post(uri, Map.of(), new byte[0]))
                            .as(url)
                            .isInstanceOf(Outcome.Failed.class);
                }
            }
        }
        assertThat(hits).hasValue(0);
    }

    @Test
    void a_name_that_leads_elsewhere_a_moment_later_leads_nowhere() throws Exception {
        var asked = new AtomicInteger();
        ReceiverCalls.Lookup rebinding =
                host ->
                        new InetAddress[] {
                            InetAddress.getByName(
                                    asked.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1")
                        };
        try (var calls = calls(rebinding)) {
            var uri = URI.create("http://rebind.example.org:" + port + "/");

            assertThat(calls.objection(uri)).isNull();
            assertThat(calls.post(uri, Map.of(), new byte[0]))
                    .isEqualTo(new Outcome.Failed(Failure.ADDRESS_NOT_ALLOWED));
        }
        assertThat(asked.get()).isEqualTo(2);
        assertThat(hits).hasValue(0);
    }

    @Test
    void one_inner_address_among_public_ones_is_enough_to_refuse() throws Exception {
        ReceiverCalls.Lookup mixed =
                host ->
                        new InetAddress[] {
                            InetAddress.getByName("93.184.216.34"),
                            InetAddress.getByName("127.0.0.1")
                        };
        try (var calls = calls(mixed)) {
            assertThat(calls.objection(URI.create("http://mixed.example.org:" + port + "/")))
                    .isEqualTo(Failure.ADDRESS_NOT_ALLOWED);
        }
    }

    @Test
    void a_redirect_to_inside_is_not_followed() throws Exception {
        var redirecting = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 4);
        redirecting.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port + "/");
                    exchange.sendResponseHeaders(307, -1);
                    exchange.close();
                });
        redirecting.start();
        try (var calls = calls(InetAddress::getAllByName, "127.0.0.0/8")) {
            var uri = URI.create("http://127.0.0.1:" + redirecting.getAddress().getPort() + "/");

            assertThat(calls.post(uri, Map.of(), new byte[0]))
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            it -> {
                                assertThat(it.status()).isEqualTo(307);
                                assertThat(it.isSuccess()).isFalse();
                            });
        } finally {
            redirecting.stop(0);
        }
        assertThat(hits).hasValue(0);
    }

    @Test
    void what_the_operator_allows_is_reached_and_unknown_hosts_are_named_so() throws Exception {
        try (var calls = calls(InetAddress::getAllByName, "127.0.0.0/8")) {
            var answer =
                    calls.post(URI.create("http://127.0.0.1:" + port + "/"), Map.of(), new byte[0]);
            assertThat(answer).isInstanceOf(Outcome.Answered.class);
        }
        ReceiverCalls.Lookup nobody =
                host -> {
                    throw new UnknownHostException(host);
                };
        try (var calls = calls(nobody)) {
            assertThat(calls.post(URI.create("https://nobody.example/"), Map.of(), new byte[0]))
                    .isEqualTo(new Outcome.Failed(Failure.UNKNOWN_HOST));
        }
        assertThat(hits).hasValue(1);
    }
}
