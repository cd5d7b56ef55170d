package io.pondcrm.customer.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.privacy.domain.LawfulGround;
import io.pondcrm.customer.privacy.domain.RequestChannel;
import io.pondcrm.customer.privacy.domain.RequestState;
import io.pondcrm.customer.privacy.domain.RequestType;
import io.pondcrm.customer.restriction.domain.RestrictionGround;
import io.pondcrm.kernel.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests of persons as callers send and see them. */
final class PrivacyPayloads {

    private PrivacyPayloads() {}

    @Schema(name = "NewDataSubjectRequest")
    record NewRequest(
            @NotNull RequestType type,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") @NotNull String customerId,
            @Schema(description = "Why data has to be erased (GDPR, article 17(1))")
                    @Nullable LawfulGround ground,
            @Schema(description = "For the record, without personal data", example = "TICKET-77")
                    @Size(max = 200)
                    @Nullable String reason,
            @Schema(description = "The way it came") @Nullable RequestChannel channel,
            @Schema(
                            description =
                                    "When the person asked: the month in which it has to be done"
                                            + " runs from then. Now if left out",
                            example = "2026-11-20T09:30:00Z")
                    @Nullable Instant receivedAt,
            @Schema(description = "For RESTRICTION and OBJECTION: what is to be stopped")
                    @Nullable
                    @Valid
                    NewWish processing,
            @Schema(
                            description =
                                    "For RECTIFICATION, and needed there: a merge patch of the"
                                            + " profile, as changeCustomer takes it",
                            example = "{\"familyName\":\"Huang\"}")
                    @Nullable Map<String, @Nullable Object> correction) {}

    @Schema(name = "NewProcessingWish")
    record NewWish(
            @Schema(description = "For RESTRICTION, and needed there unless it is taken back")
                    @Nullable RestrictionGround ground,
            @Schema(
                            description =
                                    "For OBJECTION, and needed there. PROFILING stops scores,"
                                            + " segments and forecasts, the others stop messages")
                    @Nullable List<@NotNull Purpose> against,
            @Schema(description = "Whether the person takes back an earlier request of this type")
                    @Nullable Boolean withdraws) {

        boolean takesBack() {
            return Boolean.TRUE.equals(withdraws);
        }

        List<Purpose> objections() {
            return against == null ? List.of() : against.stream().distinct().toList();
        }

        RequestDocument.Wish toWish() {
            return new RequestDocument.Wish(ground, objections(), takesBack(), List.of());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ProcessingWish")
    record WishView(
            @Nullable RestrictionGround ground,
            List<Purpose> against,
            boolean withdraws,
            @Schema(description = "Purposes for which nothing was done from then on")
                    List<Purpose> stopped) {}

    @Schema(name = "NewAnonymization")
    record NewAnonymization(
            @Schema(
                            description = "Why, for the record, without personal data",
                            example = "No purchase for ten years")
                    @NotBlank
                    @Size(max = 200)
                    String reason) {

        NewRequest of(CustomerId customer) {
            return new NewRequest(
                    RequestType.ANONYMIZATION,
                    customer.value(),
                    null,
                    reason.strip(),
                    null,
                    null,
                    null,
                    null);
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DataSubjectRequest")
    record RequestView(
            @Schema(example = "dsr_01h455vb4pex5vsknk084sn02q") String id,
            RequestType type,
            RequestState state,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            @Schema(
                            description =
                                    "All ids of the person: their own, then those of customers who"
                                            + " were merged into them")
                    List<String> customerIds,
            @Nullable LawfulGround ground,
            @Nullable String reason,
            @Nullable RequestChannel channel,
            Instant receivedAt,
            @Schema(description = "One month after it was received (GDPR, article 12(3))")
                    Instant dueAt,
            Instant createdAt,
            @Schema(example = "client:ops") String requestedBy,
            @Nullable Instant completedAt,
            @Schema(description = "What stood in the way", example = "legal-hold: case 4711")
                    @Nullable String refusedBecause,
            @Schema(description = "What each service answered, by its name")
                    Map<String, AnswerView> answers,
            @Schema(description = "What was to be stopped, and is; left out for other types")
                    @Nullable WishView processing,
            @Schema(
                            description =
                                    "Services that have to answer yet; empty when nothing is"
                                            + " waited for",
                            example = "[\"churn-service\"]")
                    List<String> awaited,
            @Schema(
                            description =
                                    "Until when the dossier, or what was to be corrected, can be"
                                            + " read; left out where there is none")
                    @Nullable Instant dossierUntil) {

        /**
         * @param services who has to answer
         */
        static RequestView of(RequestDocument request, List<String> services) {
            var isAwaiting =
                    request.type().asksServices()
                            && (request.state() == RequestState.RUNNING
                                    || request.state() == RequestState.INCOMPLETE);
            var wish = request.processing();
            var answers = new TreeMap<String, AnswerView>();
            request.heard()
                    .forEach((service, answer) ->
                            answers.put(service, AnswerView.of(request.type(), answer)));
            return new RequestView(
                    request.id(),
                    request.type(),
                    request.state(),
                    request.customerId(),
                    request.selves(),
                    request.ground(),
                    request.reason(),
                    request.channel(),
                    request.receivedAt(),
                    request.dueAt(),
                    request.createdAt(),
                    request.requestedBy(),
                    request.completedAt(),
                    request.refusedBecause(),
                    answers,
                    wish == null
                            ? null
                            : new WishView(
                                    wish.ground(),
                                    wish.against(),
                                    wish.withdraws(),
                                    wish.stopped()),
                    isAwaiting
                            ? services.stream().filter(it -> !answers.containsKey(it)).toList()
                            : List.of(),
                    request.sealedUntil());
        }
    }

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DataSubjectAnswer")
    record AnswerView(
            @Schema(description = "When the service was done") Instant answeredAt,
            @Schema(description = "When all of it was gone; of erasures only")
                    @Nullable Instant erasedAt,
            @Schema(
                            description = "How many things were thrown away or handed out, by kind",
                            example = "{\"timeline\":12}")
                    Map<String, Long> counts) {

        static AnswerView of(RequestType type, RequestDocument.Answer answer) {
            return new AnswerView(
                    answer.erasedAt(), type.erases() ? answer.erasedAt() : null, answer.counts());
        }
    }

    @DataClass(Level.INTERNAL)
    @Schema(
            name = "ErasureReceipt",
            description =
                    "What all services stated and signed. ./pond verify-receipt checks it without"
                            + " any server.")
    record ReceiptView(
            @Schema(example = "pondcrm-erasure-receipt/1") String format,
            @Schema(example = "dsr_01h455vb4pex5vsknk084sn02q") String requestId,
            @Schema(example = "ERASURE") String type,
            @Schema(
                            description =
                                    "Stands for the customer: SHA-256 of request id, line feed and"
                                            + " customer id, in Base64url")
                    String customer,
            String receivedAt,
            String completedAt,
            @Schema(description = "By service: a compact JWS (ES256)")
                    Map<String, String> statements,
            @Schema(description = "The public keys of all signatures, as JWKs")
                    List<Map<String, String>> keys,
            @Schema(description = "customer-service's compact JWS over all members above")
                    String signature) {

        static ReceiptView of(RequestDocument.Receipt it) {
            return new ReceiptView(
                    it.format(),
                    it.requestId(),
                    it.type(),
                    it.customer(),
                    it.receivedAt(),
                    it.completedAt(),
                    it.statements(),
                    it.keys(),
                    it.signature() == null ? "" : it.signature());
        }
    }

    @Schema(name = "NewLegalHold")
    record NewHold(
            @Schema(
                            description = "Which law or procedure, without personal data",
                            example = "Tax audit 2026, office file 4711")
                    @NotBlank
                    @Size(max = 200)
                    String reason,
            @Schema(description = "When it ends by itself; until somebody lifts it if left out")
                    @Nullable Instant until) {}

    @DataClass(Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LegalHold")
    record HoldView(
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") String customerId,
            String reason,
            @Nullable Instant until,
            @Schema(example = "client:ops") String heldBy,
            Instant heldAt) {

        static HoldView of(LegalHoldDocument hold) {
            return new HoldView(
                    hold.id(), hold.reason(), hold.until(), hold.heldBy(), hold.heldAt());
        }
    }
}
