package io.pondcrm.suite.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The health check of our images, asked as Docker asks it. */
class HealthyTest {

    @BeforeEach
    void needs_a_bash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash on this machine");
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void a_service_is_healthy_when_it_says_that_it_takes_work(int status, int exit)
            throws Exception {
        var service =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        service.start();
        try {
            assertThat(healthy(service.getAddress().getPort())).isEqualTo(exit);
        } finally {
            service.stop(0);
        }
    }

    @Test
    void where_nobody_listens_nobody_is_healthy() throws Exception {
        int port;
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }

        assertThat(healthy(port)).isNotZero();
    }

    private static int healthy(int port) throws IOException, InterruptedException {
        var check =
                new ProcessBuilder("/bin/bash", Path.of("../docker/healthy").toString())
                        .redirectErrorStream(true);
        check.environment().put("SERVER_PORT", String.valueOf(port));
        var asked = check.start();
        try {
            assertThat(asked.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return asked.exitValue();
        } finally {
            asked.destroyForcibly();
        }
    }
}
