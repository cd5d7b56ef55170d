package io.pondcrm.customer.restriction;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.restriction.domain.Processing;
import io.pondcrm.customer.restriction.domain.RestrictionGround;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How lies in MongoDB what a customer had stopped. It stays when nothing is any longer, so that
 * versions never begin anew: who hears of them goes by their order.
 *
 * @param id the customer's id
 * @param ground absent while not restricted, as are since, setBy and request
 * @param objections absent where there are none
 * @param lifted absent where none was, the latest first
 */
@Document("processing_restrictions")
@TypeAlias("processing-restriction")
record RestrictionDocument(
        @Id String id,
        long version,
        @Nullable RestrictionGround ground,
        @Nullable Instant since,
        @Nullable String setBy,
        @Nullable String request,
        @Nullable List<ObjectionPart> objections,
        @Nullable List<LiftedPart> lifted)
        implements Outboxed {

    record ObjectionPart(Purpose against, Instant since, String request) {}

    record LiftedPart(
            RestrictionGround ground,
            Instant since,
            String setBy,
            @Nullable String request,
            Instant liftedAt,
            String liftedBy,
            Instant toldAt,
            @Nullable String liftRequest) {

        static LiftedPart of(Processing.Lifted it) {
            var was = it.was();
            return new LiftedPart(
                    was.ground(),
                    was.since(),
                    was.setBy(),
                    was.request(),
                    it.liftedAt(),
                    it.liftedBy(),
                    it.toldAt(),
                    it.request());
        }

        Processing.Lifted toDomain() {
            return new Processing.Lifted(
                    new Processing.Restriction(ground, since, setBy, request),
                    liftedAt,
                    liftedBy,
                    toldAt,
                    liftRequest);
        }
    }

    static RestrictionDocument first(CustomerId customer, Processing it) {
        var restriction = it.restriction();
        return new RestrictionDocument(
                customer.value(),
                1,
                restriction == null ? null : restriction.ground(),
                restriction == null ? null : restriction.since(),
                restriction == null ? null : restriction.setBy(),
                restriction == null ? null : restriction.request(),
                it.objections().isEmpty()
                        ? null
                        : it.objections().entrySet().stream()
                                .map(one ->
                                        new ObjectionPart(
                                                one.getKey(),
                                                one.getValue().since(),
                                                one.getValue().request()))
                                .toList(),
                it.lifted().isEmpty() ? null : it.lifted().stream().map(LiftedPart::of).toList());
    }

    /** The fields as they are to be; null removes one. */
    Map<String, @Nullable Object> fields() {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("ground", ground);
        fields.put("since", since);
        fields.put("setBy", setBy);
        fields.put("request", request);
        fields.put("objections", objections);
        fields.put("lifted", lifted);
        return fields;
    }

    Processing toDomain() {
        var said = new EnumMap<Purpose, Processing.Objection>(Purpose.class);
        if (objections != null) {
            objections.forEach(it ->
                    said.put(it.against(), new Processing.Objection(it.since(), it.request())));
        }
        return new Processing(
                version,
                ground == null || since == null || setBy == null
                        ? null
                        : new Processing.Restriction(ground, since, setBy, request),
                said,
                lifted == null ? List.of() : lifted.stream().map(LiftedPart::toDomain).toList());
    }
}
