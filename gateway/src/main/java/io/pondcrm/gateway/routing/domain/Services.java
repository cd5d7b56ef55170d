package io.pondcrm.gateway.routing.domain;

import java.time.Duration;
import java.util.Optional;

/** The services behind the gateway, asked on the gateway's own behalf. */
public interface Services {

    /**
     * Reads something small from a service, without a token.
     *
     * @param path from the service's root, for example {@code /v3/api-docs}
     * @return what it answered with status 200, or nothing: another status, too slow, or not there
     */
    Optional<byte[]> read(String service, String path, Duration patience);
}
