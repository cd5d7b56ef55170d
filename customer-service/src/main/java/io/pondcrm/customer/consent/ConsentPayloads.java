package io.pondcrm.customer.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.customer.consent.domain.Purpose;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consents as callers send and see them. */
final class ConsentPayloads {

    private ConsentPayloads() {}

    @Schema(description = "What a customer said about one use of their data")
    record StatementBody(
            @NotNull Purpose purpose,
            @Schema(description = "ANY speaks for every channel") @NotNull Channel channel,
            @NotNull ConsentStatement.Decision decision,
            @Schema(
                            description = "When the customer said so; now if left out",
                            example = "2026-11-20T09:30:00.000Z")
                    @Nullable Instant at,
            @Schema(
                            description =
                                    "Which wording the customer agreed to: a version of a"
                                            + " privacy notice; needed to grant",
                            example = "privacy-2026-03")
                    @Size(max = 200)
                    @Nullable String textVersion,
            @Schema(
                            description = "Where the proof lies; needed to grant",
                            example = "form:reg-1/submission-77")
                    @Size(max = 500)
                    @Nullable String evidence,
            @Schema(
                            description =
                                    "Whether a parent or guardian says so; needed to grant for a"
                                            + " child")
                    @Nullable Boolean byGuardian) {}

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Consent")
    record ConsentView(
            Purpose purpose,
            Channel channel,
            ConsentStatement.Decision decision,
            @Schema(description = "The first of an unbroken row of equal statements") Instant since,
            @Schema(description = "The channel that the statement was about; may be ANY")
                    Channel basis,
            @Nullable String textVersion,
            @Nullable String evidence,
            String source,
            @Schema(description = "Whether a parent or guardian said so; left out if not")
                    @Nullable Boolean byGuardian,
            Instant recordedAt) {

        static ConsentView of(ConsentLedger.Standing standing) {
            return of(standing.purpose(), standing.channel(), standing.basis());
        }

        static ConsentView of(ConsentStatement said) {
            return of(said.purpose(), said.channel(), said);
        }

        /**
         * What stands already, to who said it again.
         *
         * @param source as whom the caller said it: a partner is not told others' evidence
         */
        static ConsentView told(ConsentStatement said, Caller caller, String source) {
            var view = of(said);
            return caller.boundSystem() == null || said.source().equals(source)
                    ? view
                    : new ConsentView(
                            view.purpose(),
                            view.channel(),
                            view.decision(),
                            view.since(),
                            view.basis(),
                            view.textVersion(),
                            null,
                            view.source(),
                            view.byGuardian(),
                            view.recordedAt());
        }

        private static ConsentView of(Purpose purpose, Channel channel, ConsentStatement said) {
            return new ConsentView(
                    purpose,
                    channel,
                    said.decision(),
                    said.at(),
                    said.channel(),
                    said.textVersion(),
                    said.evidence(),
                    said.source(),
                    said.byGuardian() ? true : null,
                    said.recordedAt());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "Consents")
    record ConsentsView(
            String customerId,
            @Schema(description = "The moment that the answer speaks of") Instant asOf,
            @Schema(
                            description =
                                    "One for each purpose and channel ever spoken of; what is not"
                                            + " here was never granted")
                    List<ConsentView> consents) {}
}
