package io.pondcrm.gateway.routing;

import io.pondcrm.gateway.routing.domain.Services;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class HttpServices implements Services {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServices.class);
    private static final int LARGEST = 8 << 20;

    private final ServiceConnections connections;

    HttpServices(ServiceConnections connections) {
        this.connections = connections;
    }

    @Override
    public Optional<byte[]> read(String service, String path, Duration patience) {
        var request = new BasicClassicHttpRequest("GET", path);
        try (var answer = connections.send(service, request, patience)) {
            return answer.getCode() == 200
                    ? Optional.ofNullable(EntityUtils.toByteArray(answer.getEntity(), LARGEST))
                    : Optional.empty();
        } catch (IOException away) {
            LOG.debug("{} did not answer {}", service, path, away);
            return Optional.empty();
        }
    }
}
