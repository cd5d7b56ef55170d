package io.pondcrm.customer.feed;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.feed.domain.FeedEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What callers see of the feed. */
final class FeedPayloads {

    private FeedPayloads() {}

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "Change")
    record Change(
            @Schema(description = "Its place in the feed", example = "1042") long sequence,
            @Schema(
                            description =
                                    "The sequence of the change before it that this caller sees with"
                                            + " these types; 0 where the reading began. If it is"
                                            + " not the last one you have, one is missing",
                            example = "1040")
                    long previous,
            @Schema(
                            description =
                                    "The event's: the same wherever and however often you hear it",
                            example = "evt_01h455vb4pex5vsknk084sn02q")
                    String id,
            @Schema(description = "What happened", example = "customer.updated") String type,
            @Schema(description = "Whom it is about", example = "cus_01h455vb4pex5vsknk084sn02q")
                    String customerId,
            @Schema(description = "When it was decided") Instant time,
            @Schema(description = "When it was put into the feed") Instant recordedAt,
            @Schema(
                            description =
                                    "Names of things, no personal data: read what they say from the API")
                    Map<String, String> data) {

        static Change of(FeedEntry entry, long previous) {
            var news = entry.news();
            return new Change(
                    entry.sequence(),
                    previous,
                    news.id(),
                    news.type().wireName(),
                    news.customer(),
                    news.time(),
                    entry.recordedAt(),
                    news.data());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "ChangeFeed")
    record ChangeFeed(
            List<Change> items,
            @Schema(
                            description = "Send it as after to read on; never absent",
                            example = "1042-1040")
                    String next,
            @Schema(description = "Whether nothing more was there") boolean caughtUp) {

        ChangeFeed {
            items = List.copyOf(items);
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "FeedChecksum")
    record Checksum(
            @Schema(description = "The first sequence of the window") long from,
            @Schema(description = "The last sequence of the window") long to,
            @Schema(description = "How many changes this caller sees in it") long count,
            @Schema(
                            description =
                                    "SHA-256, hexadecimal, of the ids of these changes in order, each"
                                            + " with a line feed behind it")
                    String sha256) {}
}
