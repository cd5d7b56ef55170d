package io.pondcrm.chassis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::echo);
        proxy = FaultProxy.before(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void it_passes_everything_while_healthy() throws IOException {
        try (var client = connect()) {
            assertThat(roundTrip(client, 7)).isEqualTo(7);
        }
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void it_delays_both_ways() throws IOException {
        proxy.delay(Duration.ofMillis(100));
        try (var client = connect()) {
            var before = System.nanoTime();
            roundTrip(client, 7);

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void it_pauses_and_loses_nothing() throws IOException {
        try (var client = connect()) {
            proxy.pause();
            client.setSoTimeout(100);
            assertThatThrownBy(() -> roundTrip(client, 7))
                    .isInstanceOf(SocketTimeoutException.class);

            proxy.resume();
            client.setSoTimeout(5_000);

            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void it_refuses_until_healed() throws IOException {
        proxy.refuse();
        try (var client = connect()) {
            assertThatThrownBy(() -> readOrFailAtEnd(client)).isInstanceOf(IOException.class);
        }

        proxy.heal();

        try (var client = connect()) {
            assertThat(roundTrip(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void it_resets_at_the_next_chunk_and_cuts_what_is_open() throws IOException {
        try (var client = connect()) {
            proxy.reset(1000);
            assertThatThrownBy(() -> roundTripOrFail(client)).isInstanceOf(IOException.class);
        }
        proxy.heal();
        try (var client = connect()) {
            roundTrip(client, 7);
            proxy.cut();
            assertThatThrownBy(() -> roundTripOrFail(client)).isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(5_000);
        return client;
    }

    private static int roundTrip(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    private static void roundTripOrFail(Socket client) throws IOException {
        client.getOutputStream().write(7);
        readOrFailAtEnd(client);
    }

    private static void readOrFailAtEnd(Socket client) throws IOException {
        if (client.getInputStream().read() < 0) {
            throw new IOException("the connection ended");
        }
    }

    private void echo() {
        while (!echo.isClosed()) {
            try {
                var client = echo.accept();
                Thread.ofVirtual()
                        .start(() -> {
                            try (client) {
                                client.getInputStream().transferTo(client.getOutputStream());
                            } catch (IOException gone) {
                                // As the test wanted.
                            }
                        });
            } catch (IOException over) {
                return;
            }
        }
    }
}
