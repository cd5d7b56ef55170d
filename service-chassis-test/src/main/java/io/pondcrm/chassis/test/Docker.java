package io.pondcrm.chassis.test;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be had here. */
final class Docker {

    private Docker() {}

    /** Asks only where there is a sign of Docker: the question takes seconds and logs errors. */
    static boolean isThere() {
        return !Boolean.getBoolean("pond.test.no-docker")
                && (System.getenv("DOCKER_HOST") != null
                        || Files.exists(Path.of("/var/run/docker.sock")))
                && Answer.AVAILABLE;
    }

    private static final class Answer {
        static final boolean AVAILABLE = DockerClientFactory.instance().isDockerAvailable();
    }
}
