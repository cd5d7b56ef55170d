package io.pondcrm.gateway.routing;

import static io.pondcrm.gateway.RunningGateway.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.gateway.RunningGateway;
import io.pondcrm.gateway.StubService;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {

    private static final long MIB = 1 << 20;

    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void a_large_import_passes_through_with_flat_memory() throws Exception {
        var size = 300 * MIB;
        var mostHeap = new AtomicLong();
        var received = new AtomicLong();
        var heap = ManagementFactory.getMemoryMXBean();
        heap.gc();
        var before = heap.getHeapMemoryUsage().getUsed();
        gateway.customer.answers(exchange -> {
            received.set(
                    count(
                            exchange.getRequestBody(),
                            () -> {
                                heap.gc();
                                mostHeap.accumulateAndGet(
                                        heap.getHeapMemoryUsage().getUsed(), Math::max);
                            }));
            StubService.json(exchange, 202, "{}");
        });

        int status;
        try (var client = HttpClient.newHttpClient()) {
            status =
                    client.send(
                                    gateway.to("/api/v1/customer-imports?system=shop", "front-end")
                                            .header("Content-Type", "text/csv")
                                            .POST(
                                                    BodyPublishers.ofInputStream(
                                                            () -> new Zeros(size)))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode();
        }

        assertThat(status).isEqualTo(202);
        assertThat(received).hasValue(size);
        assertThat(mostHeap.get() - before).isLessThan(32 * MIB);
    }

    @Test
    void an_import_that_is_refused_early_is_not_sent_to_its_end() throws Exception {
        var size = 50 * MIB;
        var received = new AtomicLong();
        var isRead = new CountDownLatch(1);
        try (var server = new ServerSocket(0)) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = server.accept()) {
                            var in = socket.getInputStream();
                            received.set(in.read(new byte[1024]));
                            socket.getOutputStream()
                                    .write(
                                            "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\n{}"
                                                    .getBytes(US_ASCII));
                            received.addAndGet(count(in, () -> {}));
                        } catch (IOException cut) {
                            // As expected: nobody sends any more.
                        } finally {
                            isRead.countDown();
                        }
                    });
            try (var connections =
                    FailureTest.connectionsTo("http://localhost:" + server.getLocalPort())) {
                var request = new BasicClassicHttpRequest("POST", "/x");
                request.setEntity(
                        new InputStreamEntity(
                                new Zeros(size), size, ContentType.APPLICATION_OCTET_STREAM));

                try (var answer = connections.send("it", request, Duration.ofSeconds(5))) {
                    assertThat(answer.getCode()).isEqualTo(403);
                }
            }
            assertThat(isRead.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(received.get()).isLessThan(size);
    }

    @Test
    void a_large_answer_passes_through_whole() throws Exception {
        var size = 50 * MIB;
        gateway.customer.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            try (var zeros = new Zeros(size)) {
                zeros.transferTo(exchange.getResponseBody());
            }
        });

        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            gateway.to("/api/v1/customer-imports/imp_1/rejects", "front-end")
                                    .build(),
                            BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                assertThat(count(body, () -> {})).isEqualTo(size);
            }
        }
    }

    @Test
    void a_caller_who_breaks_off_an_upload_is_not_held_against_the_service() throws Exception {
        gateway.customer.answers(exchange -> {
            count(exchange.getRequestBody(), () -> {});
            StubService.json(exchange, 202, "{}");
        });
        for (var call = 0; call < 25; call++) {
            try (var socket = new java.net.Socket("localhost", gateway.port())) {
                socket.getOutputStream()
                        .write(
                                ("POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                                + "Content-Length: 100000\r\n\r\nhalf")
                                        .formatted(gateway.issuer.token("front-end"))
                                        .getBytes());
                socket.getOutputStream().flush();
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
        gateway.customer.answers(201, "{}");

        var answer = gateway.post("/api/v1/customers", "{}");

        assertThat(answer.statusCode()).as(() -> json(answer).toString()).isEqualTo(201);
    }

    private static long count(InputStream in, Runnable eachHundredMiB) throws IOException {
        var buffer = new byte[1 << 16];
        var total = 0L;
        var next = 100 * MIB;
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            total += read;
            if (total >= next) {
                next += 100 * MIB;
                eachHundredMiB.run();
            }
        }
        return total;
    }

    /** So many zeros, made while they are read. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            var some = (int) Math.min(length, left);
            Arrays.fill(into, from, from + some, (byte) 0);
            left -= some;
            return some;
        }
    }
}
