package io.pondcrm.customer.datause;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.datause.domain.DataCategory;
import io.pondcrm.customer.datause.domain.DataUse;
import io.pondcrm.customer.datause.domain.LawfulBasis;
import io.pondcrm.customer.transfer.domain.Mechanism;
import io.pondcrm.customer.transfer.domain.Recipient;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Uses of data as callers see them. */
final class DataUsePayloads {

    private DataUsePayloads() {}

    @DataClass(DataClass.Level.PUBLIC)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "DataUse",
            description = "One use of customers' data, as the company declares it")
    record UseView(
            DataUse use,
            @Schema(
                            description = "What for, in the language of the request",
                            example = "To send you offers")
                    String purpose,
            @Schema(description = "Which service does it", example = "engagement") String service,
            LawfulBasis lawfulBasis,
            @Schema(description = "What the customer has to allow, where the basis is consent")
                    @Nullable Purpose consentPurpose,
            List<DataCategory> dataCategories) {

        static UseView of(DataUse use, Locale locale) {
            return new UseView(
                    use,
                    DataUseWords.of(use).in(locale),
                    use.service(),
                    use.basis(),
                    use.consent().orElse(null),
                    use.categories().stream().sorted().toList());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CustomerDataUse")
    record CustomerUseView(
            DataUse use,
            @Schema(
                            description = "What for, in the language of the request",
                            example = "To send you offers")
                    String purpose,
            @Schema(description = "Which service does it", example = "engagement") String service,
            LawfulBasis lawfulBasis,
            @Schema(description = "What the customer has to allow, where the basis is consent")
                    @Nullable Purpose consentPurpose,
            @Schema(
                            description =
                                    "Whether the customer allows it now, over one channel at"
                                            + " least; left out where the basis is not consent")
                    @Nullable Boolean allowed,
            List<DataCategory> dataCategories,
            @Schema(description = "When it was made last; left out where that is not known")
                    @Nullable Instant lastUsedAt) {

        static CustomerUseView of(
                DataUse use,
                ConsentLedger ledger,
                @Nullable Instant lastUsedAt,
                Instant now,
                Locale locale) {
            var declared = UseView.of(use, locale);
            return new CustomerUseView(
                    declared.use(),
                    declared.purpose(),
                    declared.service(),
                    declared.lawfulBasis(),
                    declared.consentPurpose(),
                    use.consent().map(it -> isAllowed(ledger, it, now)).orElse(null),
                    declared.dataCategories(),
                    lastUsedAt);
        }

        private static boolean isAllowed(ConsentLedger ledger, Purpose purpose, Instant now) {
            return ledger.standing(now).stream()
                    .anyMatch(it ->
                            it.purpose() == purpose
                                    && it.basis().decision() == ConsentStatement.Decision.GRANTED);
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "CustomerDataUses")
    record CustomerUsesView(
            String customerId,
            Instant asOf,
            List<CustomerUseView> uses,
            @Schema(description = "Partners in other regions who know the customer")
                    List<RecipientAbroadView> recipientsAbroad) {}

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "CustomerRecipientAbroad")
    record RecipientAbroadView(
            @Schema(example = "shop") String system,
            @Schema(description = "Where it keeps what it is told, ISO 3166-1", example = "US")
                    String country,
            @Schema(description = "What is recorded that lets data go there")
                    List<Mechanism.Kind> mechanisms,
            @Schema(description = "Whether the customer's data go there now") boolean allowed) {

        static RecipientAbroadView of(Recipient recipient, boolean allowed) {
            return new RecipientAbroadView(
                    recipient.system(),
                    recipient.country(),
                    recipient.mechanisms().stream().map(Mechanism::kind).toList(),
                    allowed);
        }
    }

    @DataClass(DataClass.Level.PUBLIC)
    @Schema(name = "DataUses")
    record UsesView(List<UseView> uses) {}
}
