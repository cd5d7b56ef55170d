package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.segmentation.TierSchemePublishedV1;
import io.pondcrm.segmentation.definition.domain.Edition;
import io.pondcrm.segmentation.definition.domain.Editions;
import io.pondcrm.segmentation.tier.domain.TierRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in the words of the contract that a scheme is in force. */
@Component
class TierSchemeEvents {

    private final EventWriter events;

    TierSchemeEvents(EventWriter events) {
        this.events = events;
    }

    /**
     * @param before null for a new scheme
     */
    List<OutboxEntry> announce(@Nullable Editions<TierRules> before, Editions<TierRules> now) {
        return now.published().stream()
                .filter(it -> before == null || isDraft(before, it.version()))
                .map(it -> events.entry(now.id(), contract(now, it)))
                .toList();
    }

    private static boolean isDraft(Editions<TierRules> before, int version) {
        return before.find(version).filter(it -> !it.isDraft()).isEmpty();
    }

    private static TierSchemePublishedV1 contract(
            Editions<TierRules> scheme, Edition<TierRules> edition) {
        var by = edition.publishedBy();
        return new TierSchemePublishedV1(
                scheme.id(),
                edition.version(),
                scheme.replacedBy(edition).map(Edition::version).orElse(null),
                Objects.requireNonNull(edition.publishedAt()),
                by == null ? "unknown" : by);
    }
}
