package io.pondcrm.gateway.docs;

import io.pondcrm.gateway.routing.domain.Owner;
import io.pondcrm.gateway.routing.domain.RouteTable;
import io.pondcrm.gateway.routing.domain.Services;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The merged document, kept for a while. A service that is away is shown as it was last seen; one
 * that was never seen is missing and named in {@code x-missing-services}.
 */
class OpenApiDocument {

    /** Under this name the gateway's own operations are merged. */
    static final String GATEWAY = "gateway";

    private static final Logger LOG = LoggerFactory.getLogger(OpenApiDocument.class);

    /**
     * A service writes its document when it is first asked, which takes a cold one some seconds.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration KEEP_WHOLE = Duration.ofSeconds(60);
    private static final Duration KEEP_PARTIAL = Duration.ofSeconds(3);

    /**
     * @param json UTF-8
     * @param etag of these bytes
     */
    record Rendered(byte[] json, String etag, Instant until) {}

    private final RouteTable table;
    private final Services services;
    private final String tokenUrl;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, ObjectNode> lastSeen = new ConcurrentHashMap<>();
    private final ReentrantLock rendering = new ReentrantLock();
    private volatile @Nullable Rendered rendered;

    OpenApiDocument(
            RouteTable table, Services services, String tokenUrl, JsonMapper json, Clock clock) {
        this.table = table;
        this.services = services;
        this.tokenUrl = tokenUrl;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The document as it stands.
     *
     * @param own the gateway's own document; asked only when it is time to render anew
     */
    Rendered get(Supplier<byte[]> own) {
        var current = rendered;
        if (current != null && clock.instant().isBefore(current.until())) {
            return current;
        }
        rendering.lock();
        try {
            current = rendered;
            if (current == null || !clock.instant().isBefore(current.until())) {
                current = render(own);
                rendered = current;
            }
            return current;
        } finally {
            rendering.unlock();
        }
    }

    private Rendered render(Supplier<byte[]> own) {
        var isWhole = refresh();
        var merged = new MergedOpenApi(table, json);
        parse(own.get()).ifPresent(document -> merged.add(GATEWAY, document));
        var missing = new ArrayList<String>();
        for (var owner : table.owners()) {
            var document = lastSeen.get(owner.service());
            if (document == null) {
                missing.add(owner.service());
            } else {
                merged.add(owner.service(), document);
            }
        }
        var document = merged.document(tokenUrl);
        if (!missing.isEmpty()) {
            var names = document.putArray("x-missing-services");
            missing.forEach(names::add);
        }
        var bytes = json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        return new Rendered(
                bytes,
                "\"" + DigestUtils.md5DigestAsHex(bytes) + "\"",
                clock.instant().plus(isWhole ? KEEP_WHOLE : KEEP_PARTIAL));
    }

    /** Asks all services at once; true if all answered. */
    private boolean refresh() {
        var isWhole = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var owner : table.owners()) {
                threads.execute(() -> {
                    if (!read(owner)) {
                        isWhole.set(false);
                    }
                });
            }
        }
        return isWhole.get();
    }

    private boolean read(Owner owner) {
        return services.read(owner.service(), "/v3/api-docs", PATIENCE)
                .flatMap(this::parse)
                .map(document -> {
                    lastSeen.put(owner.service(), document);
                    return true;
                })
                .orElse(false);
    }

    private Optional<ObjectNode> parse(byte[] document) {
        try {
            return json.readTree(document) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException broken) {
            LOG.warn("A service's OpenAPI document can't be read: {}", broken.getOriginalMessage());
            return Optional.empty();
        }
    }
}
