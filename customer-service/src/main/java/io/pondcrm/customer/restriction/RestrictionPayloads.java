package io.pondcrm.customer.restriction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.restriction.domain.Processing;
import io.pondcrm.customer.restriction.domain.RestrictionGround;
import io.pondcrm.customer.restriction.domain.Stops;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What customers had stopped, as callers send and see it. */
final class RestrictionPayloads {

    private static final String CUSTOMER = "cus_01h455vb4pex5vsknk084sn02q";

    private RestrictionPayloads() {}

    @Schema(name = "NewProcessingRestriction")
    record NewRestriction(@NotNull RestrictionGround ground) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ProcessingRestriction")
    record RestrictionView(
            @Schema(
                            description =
                                    "Whose it is: the customer, or one who was merged into them",
                            example = CUSTOMER)
                    String customerId,
            RestrictionGround ground,
            @Schema(description = "Since when nobody addresses the customer") Instant since,
            @Schema(example = "client:ops") String setBy,
            @Schema(
                            description = "The person's request; left out if there was none",
                            example = "dsr_01h455vb4pex5vsknk084sn02q")
                    @Nullable String requestId) {

        static RestrictionView of(CustomerId whose, Processing.Restriction it) {
            return new RestrictionView(
                    whose.value(), it.ground(), it.since(), it.setBy(), it.request());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Processing")
    record ProcessingView(
            @Schema(example = CUSTOMER) String customerId,
            @Schema(description = "Purposes for which nothing is done; all while restricted")
                    List<Purpose> stopped,
            @Schema(description = "Of the customer and of those merged into them; mostly none")
                    List<RestrictionView> restrictions,
            List<ObjectionView> objections,
            @Schema(description = "Restrictions that are over, the latest 50 of each customer")
                    List<LiftedView> lifted) {

        static ProcessingView of(CustomerId customer, Map<CustomerId, Processing> person) {
            var standing = new ArrayList<RestrictionView>();
            var objections = new ArrayList<ObjectionView>();
            var lifted = new ArrayList<LiftedView>();
            var stops = Stops.NONE;
            for (var one : person.entrySet()) {
                var whose = one.getKey();
                var it = one.getValue();
                stops = stops.or(it.stops());
                it.findRestriction().ifPresent(by -> standing.add(RestrictionView.of(whose, by)));
                it.objections()
                        .forEach((against, by) ->
                                objections.add(
                                        new ObjectionView(
                                                whose.value(), against, by.since(), by.request())));
                it.lifted()
                        .forEach(over ->
                                lifted.add(
                                        new LiftedView(
                                                RestrictionView.of(whose, over.was()),
                                                over.toldAt(),
                                                over.liftedAt(),
                                                over.liftedBy(),
                                                over.request())));
            }
            return new ProcessingView(
                    customer.value(), stops.stopped(), standing, objections, lifted);
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(name = "ProcessingObjection")
    record ObjectionView(
            @Schema(example = CUSTOMER) String customerId,
            @Schema(description = "PROFILING: scores, segments and forecasts of this person")
                    Purpose against,
            Instant since,
            @Schema(example = "dsr_01h455vb4pex5vsknk084sn02q") String requestId) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LiftedRestriction")
    record LiftedView(
            RestrictionView was,
            @Schema(description = "When the customer was told that it would end (GDPR, 18(3))")
                    Instant toldAt,
            Instant liftedAt,
            @Schema(example = "client:ops") String liftedBy,
            @Schema(
                            description = "By which the person took it back; left out if otherwise",
                            example = "dsr_01h455vb4pex5vsknk084sn02q")
                    @Nullable String requestId) {}
}
