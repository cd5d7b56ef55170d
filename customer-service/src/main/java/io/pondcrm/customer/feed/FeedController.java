package io.pondcrm.customer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.RequiresScope;
import io.pondcrm.customer.feed.domain.Feed;
import io.pondcrm.customer.feed.domain.FeedReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/change-feed")
@Tag(name = "Change feed", description = "All that changed, in one order, readable again")
class FeedController {

    private static final int MOST = 1_000;
    private static final long WIDEST = 1_000_000;

    private final Feed feed;

    FeedController(Feed feed) {
        this.feed = feed;
    }

    @Operation(
            operationId = "readChangeFeed",
            summary = "What changed, in order",
            description =
                    "Ask again with next as after, for ever: nothing comes in behind it. Each change"
                            + " names the one before it, so that a gap shows. A partner hears of"
                            + " customers and records of its own system only, and of nobody whose data"
                            + " must not go to its region now; every caller hears only"
                            + " of types that its scopes allow to read. An event that was told"
                            + " twice keeps its id")
    @ApiResponse(
            responseCode = "200",
            description = "The next changes; none if all are read",
            content = @Content(schema = @Schema(implementation = FeedPayloads.ChangeFeed.class)))
    @ApiResponse(responseCode = "410", description = "Changes behind that place are no longer kept")
    @GetMapping
    @RequiresScope("events:read")
    ResponseEntity<?> read(
            @Parameter(
                            description =
                                    "The next of the answer before; latest to begin now; without it"
                                            + " from the oldest on")
                    @RequestParam(required = false)
                    @Nullable String after,
            @Parameter(description = "Names of types, separated by commas; without it all allowed")
                    @RequestParam(required = false)
                    @Nullable String types,
            @Parameter(description = "How many changes at most; more than 1,000 count as 1,000")
                    @RequestParam(required = false, defaultValue = "50")
                    int limit,
            Caller caller) {
        var view = FeedViews.of(types, caller);
        if (limit < 0) {
            return FeedProblem.FEED_LIMIT_NOT_VALID.because();
        }
        var cursor = cursor(feed, after);
        var most = limit == 0 ? 50 : Math.min(limit, MOST);
        return switch (feed.read(view, cursor.position(), most)) {
            case FeedReading.TooOld(var from) -> FeedProblem.FEED_CURSOR_TOO_OLD.because(from);
            case FeedReading.Unknown _ -> FeedProblem.FEED_CURSOR_UNKNOWN.because();
            case FeedReading.Part(var entries, _, var position, var isWhole) -> {
                var items = new ArrayList<FeedPayloads.Change>(entries.size());
                var previous = cursor.previous();
                for (var entry : entries) {
                    items.add(FeedPayloads.Change.of(entry, previous));
                    previous = entry.sequence();
                }
                yield ResponseEntity.ok(
                        new FeedPayloads.ChangeFeed(
                                items, new FeedCursor(position, previous).toString(), isWhole));
            }
        };
    }

    /** Where to begin, as callers write it. */
    static FeedCursor cursor(Feed feed, @Nullable String after) {
        return switch (after) {
            case null -> new FeedCursor(feed.removedUpTo(), 0);
            case "" -> new FeedCursor(feed.removedUpTo(), 0);
            case "latest" -> new FeedCursor(feed.head(), 0);
            default ->
                    FeedCursor.parse(after).orElseThrow(FeedProblem.FEED_CURSOR_UNKNOWN::exception);
        };
    }

    @Operation(
            operationId = "getFeedChecksum",
            summary = "Whether you have all changes of a window",
            description =
                    "Count and hash of what this caller sees between two sequences: compare them with"
                            + " what you kept")
    @ApiResponse(
            responseCode = "200",
            description = "Count and hash",
            content = @Content(schema = @Schema(implementation = FeedPayloads.Checksum.class)))
    @ApiResponse(responseCode = "410", description = "Changes behind that place are no longer kept")
    @GetMapping("/checksums")
    @RequiresScope("events:read")
    ResponseEntity<?> checksum(
            @Parameter(description = "The first sequence; without it the oldest that is kept")
                    @RequestParam(required = false)
                    @Nullable Long from,
            @Parameter(description = "The last sequence; without it the last there is")
                    @RequestParam(required = false)
                    @Nullable Long to,
            @Parameter(description = "Names of types, separated by commas; without it all allowed")
                    @RequestParam(required = false)
                    @Nullable String types,
            Caller caller) {
        var view = FeedViews.of(types, caller);
        var head = feed.head();
        var first = from == null ? feed.removedUpTo() + 1 : from;
        var last = to == null ? head : Math.min(to, head);
        if (first < 1 || first > last + 1 || last - first >= WIDEST) {
            return FeedProblem.FEED_WINDOW_TOO_WIDE.because(WIDEST);
        }
        var hash = sha256();
        var count = 0L;
        var position = first - 1;
        while (position < last) {
            switch (feed.read(view, position, MOST)) {
                case FeedReading.TooOld(var oldest) -> {
                    return FeedProblem.FEED_CURSOR_TOO_OLD.because(oldest);
                }
                case FeedReading.Unknown _ -> {
                    return FeedProblem.FEED_CURSOR_UNKNOWN.because();
                }
                case FeedReading.Part part -> {
                    for (var entry : part.entries()) {
                        if (entry.sequence() <= last) {
                            hash.update((entry.news().id() + "\n").getBytes(UTF_8));
                            count++;
                        }
                    }
                    position = part.position();
                }
            }
        }
        return ResponseEntity.ok(
                new FeedPayloads.Checksum(
                        first, last, count, HexFormat.of().formatHex(hash.digest())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }
}
