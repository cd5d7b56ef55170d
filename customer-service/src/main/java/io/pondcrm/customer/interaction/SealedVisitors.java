package io.pondcrm.customer.interaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.sealing.BlindIndex;
import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.interaction.domain.Interaction;
import io.pondcrm.customer.interaction.domain.Visitor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Keeps visitors' marks out of what is stored: a cookie or a handle may be all that a person goes
 * by. Each visitor has a key, before and after we know whose it is.
 */
@Component
class SealedVisitors {

    private static final String ANONYMOUS_ID = "anonymousId";

    private final SubjectKeys keys;
    private final BlindIndex index;

    SealedVisitors(SubjectKeys keys, BlindIndex index) {
        this.keys = keys;
        this.index = index;
    }

    /**
     * @param sealed the system's mark
     */
    record SealedVisitor(String key, byte[] sealed) {}

    /** What tells a visitor from all others and says nothing: {@code system token}. */
    String keyOf(Visitor visitor) {
        return visitor.system() + " " + index.tokenOf("visitor", visitor.key());
    }

    /**
     * Visitors sealed, with keys made for those who have none. Two round trips at most.
     *
     * @return absent are those who were erased
     */
    Map<Visitor, SealedVisitor> seal(Collection<Visitor> visitors) {
        var byVisitor = new HashMap<Visitor, String>();
        visitors.forEach(it -> byVisitor.put(it, keyOf(it)));
        var all = keys.makeAll(byVisitor.values());
        var sealed = new HashMap<Visitor, SealedVisitor>();
        byVisitor.forEach((visitor, name) -> {
            var key = all.get(name);
            if (key != null) {
                sealed.put(
                        visitor,
                        new SealedVisitor(
                                name,
                                key.seal(ANONYMOUS_ID, visitor.anonymousId().getBytes(UTF_8))));
            }
        });
        return sealed;
    }

    /** Interactions with their visitors, in one round trip; who was erased is left out of them. */
    List<Interaction> open(List<InteractionDocument> documents) {
        var all =
                keys.findAll(
                        documents.stream()
                                .map(InteractionDocument::visitor)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList());
        return documents.stream()
                .map(document -> {
                    var sealed = document.anonymousId();
                    var key = document.visitor() == null ? null : all.get(document.visitor());
                    return document.toDomain(
                            sealed == null || key == null
                                    ? null
                                    : new Visitor(
                                            document.system(),
                                            new String(key.open(ANONYMOUS_ID, sealed), UTF_8)));
                })
                .toList();
    }
}
