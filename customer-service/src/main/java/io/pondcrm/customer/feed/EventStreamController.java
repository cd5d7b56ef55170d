package io.pondcrm.customer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedReading;
import io.pondcrm.customer.feed.domain.FeedView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The feed as a stream that stays open. Each stream has a (virtual) thread of its own, which waits
 * for the feed's end to move and reads only then.
 */
@RestController
@Tag(name = "Change feed")
class EventStreamController {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreamController.class);
    private static final String EVENT_STREAM = "text/event-stream";
    private static final int PART = 500;
    private static final long RETRY_MILLIS = 1_000;

    private final Feed feed;
    private final FeedSettings settings;
    private final JsonMapper json;
    private final ConcurrentHashMap<String, Semaphore> free = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    EventStreamController(Feed feed, FeedSettings settings, JsonMapper json) {
        this.feed = feed;
        this.settings = settings;
        this.json = json;
    }

    /** A stopping instance lets go of its streams: they go on at another one. */
    @EventListener
    void stop(ContextClosedEvent closing) {
        stopping = true;
    }

    @Operation(
            operationId = "openEventStream",
            summary = "What changes, as it happens",
            description =
                    "Server-sent events: event is the type, data a change as of the change feed, id"
                            + " where it stands. Whoever comes back with Last-Event-ID, as browsers"
                            + " do by themselves, misses nothing. The stream ends after a while:"
                            + " come back with a token that is still good",
            responses = {
                @ApiResponse(
                        responseCode = "410",
                        description = "Changes behind that place are no longer kept"),
                @ApiResponse(
                        responseCode = "200",
                        description = "The stream, until either side ends it",
                        content =
                                @Content(
                                        mediaType = EVENT_STREAM,
                                        schema = @Schema(type = "string")))
            })
    @GetMapping("/api/v1/event-stream")
    @RequiresScope("events:read")
    void open(
            @Parameter(description = "Names of types, separated by commas; without it all allowed")
                    @RequestParam(required = false)
                    @Nullable String types,
            @Parameter(description = "The id of the last event you have; without it from now on")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String lastEventId,
            HttpServletResponse response,
            Caller caller)
            throws IOException {
        var view = FeedViews.of(types, caller);
        var cursor =
                FeedController.cursor(
                        feed,
                        lastEventId == null || lastEventId.isBlank() ? "latest" : lastEventId);
        switch (feed.read(view, cursor.position(), 1)) {
            case FeedReading.TooOld(var from) ->
                    throw FeedProblem.FEED_CURSOR_TOO_OLD.exception(from);
            case FeedReading.Unknown _ -> throw FeedProblem.FEED_CURSOR_UNKNOWN.exception();
            case FeedReading.Part _ -> {
                // Read again below, as the stream goes.
            }
        }
        var ours = free.computeIfAbsent(caller.clientId(), _ -> new Semaphore(settings.streams()));
        if (!ours.tryAcquire()) {
            throw FeedProblem.TOO_MANY_STREAMS
                    .exception(settings.streams())
                    .header(HttpHeaders.RETRY_AFTER, "5");
        }
        try {
            response.setContentType(EVENT_STREAM + ";charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            write(view, cursor, response.getOutputStream());
        } catch (IOException gone) {
            LOG.debug("The reader of a stream has gone", gone);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ours.release();
        }
    }

    private void write(FeedView view, FeedCursor from, OutputStream out)
            throws IOException, InterruptedException {
        var cursor = from;
        var end = System.nanoTime() + settings.streamLife().toNanos();
        send(out, "retry: %d\nid: %s\n\n".formatted(RETRY_MILLIS, cursor));
        while (!stopping && System.nanoTime() < end) {
            if (!(feed.read(view, cursor.position(), PART) instanceof FeedReading.Part part)) {
                // Who comes back is told why.
                return;
            }
            var text = new StringBuilder();
            for (var entry : part.entries()) {
                var change = FeedPayloads.Change.of(entry, cursor.previous());
                cursor = new FeedCursor(entry.sequence(), entry.sequence());
                text.append("id: ")
                        .append(cursor)
                        .append("\nevent: ")
                        .append(change.type())
                        .append("\ndata: ")
                        .append(json.writeValueAsString(change))
                        .append("\n\n");
            }
            cursor = new FeedCursor(part.position(), cursor.previous());
            if (!part.entries().isEmpty()) {
                send(out, text.toString());
            }
            if (part.isWhole()
                    && feed.awaitBeyond(cursor.position(), settings.heartbeat())
                            <= cursor.position()) {
                // Without data it is no event, but moves the id on for whoever comes back.
                send(out, ":\nid: %s\n\n".formatted(cursor));
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
