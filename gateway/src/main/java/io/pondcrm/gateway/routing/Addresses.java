package io.pondcrm.gateway.routing;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.HttpHost;

/** The addresses of one service; they take turns. */
final class Addresses {

    private final List<HttpHost> hosts;
    private final AtomicInteger turn = new AtomicInteger();

    Addresses(List<URI> urls) {
        hosts = urls.stream().map(HttpHost::create).toList();
    }

    int count() {
        return hosts.size();
    }

    HttpHost next() {
        return hosts.get(Math.floorMod(turn.getAndIncrement(), hosts.size()));
    }
}
