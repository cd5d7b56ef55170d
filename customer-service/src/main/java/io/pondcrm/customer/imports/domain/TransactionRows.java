package io.pondcrm.customer.imports.domain;

import static io.pondcrm.customer.mapping.domain.TargetField.AMOUNT;
import static io.pondcrm.customer.mapping.domain.TargetField.CATEGORY;
import static io.pondcrm.customer.mapping.domain.TargetField.CHANNEL;
import static io.pondcrm.customer.mapping.domain.TargetField.CURRENCY;
import static io.pondcrm.customer.mapping.domain.TargetField.CUSTOMER_EXTERNAL_ID;
import static io.pondcrm.customer.mapping.domain.TargetField.CUSTOMER_ID;
import static io.pondcrm.customer.mapping.domain.TargetField.EXTERNAL_ID;
import static io.pondcrm.customer.mapping.domain.TargetField.MARGIN;
import static io.pondcrm.customer.mapping.domain.TargetField.OCCURRED_AT;
import static io.pondcrm.customer.mapping.domain.TargetField.SKU;
import static io.pondcrm.customer.mapping.domain.TargetField.TYPE;

import io.pondcrm.customer.mapping.domain.RefundRule;
import io.pondcrm.customer.mapping.domain.RowPlan;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.mapping.domain.UnknownCustomer;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.transaction.domain.CustomerReference;
import io.pondcrm.customer.transaction.domain.Flaw;
import io.pondcrm.customer.transaction.domain.NewTransaction;
import io.pondcrm.customer.transaction.domain.Recording;
import io.pondcrm.customer.transaction.domain.TransactionLine;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows about purchases and refunds. */
public final class TransactionRows implements RowTarget {

    private static final Map<String, Currency> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Currency::getCurrencyCode, Function.identity()));
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Transactions transactions;
    private final Customers customers;

    public TransactionRows(Transactions transactions, Customers customers) {
        this.transactions = transactions;
        this.customers = customers;
    }

    @Override
    public List<RowOutcome> applyAll(
            RowPlan plan, List<@Nullable String[]> rows, String system, String batch) {
        var outcomes = new RowOutcome[rows.size()];
        var requests = new ArrayList<NewTransaction>(rows.size());
        var positions = new ArrayList<Integer>(rows.size());
        for (var index = 0; index < rows.size(); index++) {
            var reading = new Reading(plan, rows.get(index), system);
            var request = reading.read();
            if (request == null) {
                outcomes[index] = new RowOutcome.Rejected(reading.flaws);
            } else {
                positions.add(index);
                requests.add(request);
            }
        }
        var recordings = record(requests, plan.mapping().unknownCustomer(), system, batch);
        for (var index = 0; index < recordings.size(); index++) {
            outcomes[positions.get(index)] = outcome(recordings.get(index), plan);
        }
        return List.of(outcomes);
    }

    private List<Recording> record(
            List<NewTransaction> requests, UnknownCustomer rule, String system, String batch) {
        if (requests.isEmpty()) {
            return List.of();
        }
        var recordings = transactions.recordAll(requests, batch);
        return switch (rule) {
            case REJECT -> recordings;
            case CREATE -> recordAgain(requests, recordings, system, batch);
        };
    }

    /** The rows of unknown customers once more, after these have been made known. */
    private List<Recording> recordAgain(
            List<NewTransaction> requests,
            List<Recording> recordings,
            String system,
            String batch) {
        var again = new ArrayList<Integer>();
        var unknown = new LinkedHashMap<ExternalId, CustomerUpsert>();
        for (var index = 0; index < recordings.size(); index++) {
            if (recordings.get(index) instanceof Recording.UnknownCustomer(var reference)
                    && reference instanceof CustomerReference.ByExternalId(var of, var key)) {
                var externalId = ExternalId.find(of, key);
                externalId.ifPresent(
                        id -> unknown.put(id, new CustomerUpsert(id, ProfileInput.NOTHING)));
                if (externalId.isPresent()) {
                    again.add(index);
                }
            }
        }
        if (again.isEmpty()) {
            return recordings;
        }
        customers.upsertAll(List.copyOf(unknown.values()), "import:" + system, batch);
        var second = transactions.recordAll(again.stream().map(requests::get).toList(), batch);
        var all = new ArrayList<>(recordings);
        for (var index = 0; index < second.size(); index++) {
            all.set(again.get(index), second.get(index));
        }
        return all;
    }

    private static RowOutcome outcome(Recording recording, RowPlan plan) {
        return switch (recording) {
            case Recording.Recorded _ -> new RowOutcome.Applied();
            case Recording.Duplicate _ -> new RowOutcome.Unchanged();
            case Recording.Conflicting(_, var differing) ->
                    rejected(
                            plan.pointer(EXTERNAL_ID),
                            RowFlaw.Kind.TRANSACTION_CONFLICT,
                            String.join(", ", differing));
            case Recording.UnknownCustomer(var reference) ->
                    rejected(
                            plan.pointer(
                                    reference instanceof CustomerReference.ById
                                            ? CUSTOMER_ID
                                            : CUSTOMER_EXTERNAL_ID),
                            RowFlaw.Kind.UNKNOWN_CUSTOMER);
            case Recording.Refused(var flaws) ->
                    new RowOutcome.Rejected(
                            flaws.stream().map(flaw -> translate(flaw, plan)).toList());
        };
    }

    private static RowOutcome rejected(String pointer, RowFlaw.Kind kind, String... args) {
        return new RowOutcome.Rejected(List.of(RowFlaw.of(pointer, kind, args)));
    }

    /** From a place in the transaction to the column that the author of the file knows. */
    private static RowFlaw translate(Flaw flaw, RowPlan plan) {
        var pointer = flaw.pointer();
        var field =
                switch (pointer.substring(pointer.lastIndexOf('/') + 1)) {
                    case "externalId" -> EXTERNAL_ID;
                    case "occurredAt" -> OCCURRED_AT;
                    case "channel" -> CHANNEL;
                    case "sku" -> SKU;
                    case "category" -> CATEGORY;
                    case "margin" -> MARGIN;
                    default -> AMOUNT;
                };
        return new RowFlaw(plan.pointer(field), RowFlaw.code(flaw.kind()), List.of());
    }

    /** One row on its way to a transaction. */
    private static final class Reading {

        private final RowPlan plan;
        private final @Nullable String[] row;
        private final String system;
        private final List<RowFlaw> flaws = new ArrayList<>();

        Reading(RowPlan plan, @Nullable String[] row, String system) {
            this.plan = plan;
            this.row = row;
            this.system = system;
        }

        @Nullable NewTransaction read() {
            var externalId = required(EXTERNAL_ID);
            var customer = customer();
            var occurredAt = occurredAt();
            var amount = amount();
            var currency = currency();
            var type = type(externalId, amount);
            var margin = margin(amount);
            if (!flaws.isEmpty()
                    || externalId == null
                    || customer == null
                    || occurredAt == null
                    || amount == null
                    || currency == null) {
                return null;
            }
            var total = new Money(amount.abs(), currency);
            return new NewTransaction(
                    system,
                    externalId,
                    customer,
                    type,
                    occurredAt,
                    text(CHANNEL),
                    lines(total, margin),
                    total);
        }

        private @Nullable CustomerReference customer() {
            var ours = text(CUSTOMER_ID);
            if (ours != null) {
                var id = CustomerId.find(ours);
                if (id.isEmpty()) {
                    flaw(CUSTOMER_ID, RowFlaw.Kind.ID_FORMAT);
                }
                return id.map(CustomerReference.ById::new).orElse(null);
            }
            var theirs = required(CUSTOMER_EXTERNAL_ID);
            if (theirs == null) {
                return null;
            }
            if (!ExternalId.isKey(theirs)) {
                flaw(CUSTOMER_EXTERNAL_ID, RowFlaw.Kind.EXTERNAL_ID_FORMAT);
                return null;
            }
            return new CustomerReference.ByExternalId(system, theirs);
        }

        private @Nullable Instant occurredAt() {
            var mapping = plan.mapping();
            return parsed(
                    OCCURRED_AT,
                    RowFlaw.Kind.DATE_TIME_FORMAT,
                    text ->
                            mapping.dateFormats()
                                    .findInstant(text, mapping.zone())
                                    .filter(at -> at.isAfter(EARLIEST) && at.isBefore(LATEST)));
        }

        private @Nullable BigDecimal amount() {
            return parsed(
                    AMOUNT,
                    RowFlaw.Kind.NUMBER_FORMAT,
                    text -> plan.mapping().decimals().find(text));
        }

        private @Nullable Currency currency() {
            return parsed(
                    CURRENCY,
                    RowFlaw.Kind.CURRENCY_FORMAT,
                    text -> Optional.ofNullable(CURRENCIES.get(text.toUpperCase(Locale.ROOT))));
        }

        private TransactionType type(@Nullable String externalId, @Nullable BigDecimal amount) {
            var negative = amount != null && amount.signum() < 0;
            return switch (plan.mapping().refundRule()) {
                case RefundRule.ByNegativeAmount _ -> refundIf(negative);
                case RefundRule.ByExternalIdPrefix(var prefix) ->
                        positiveUnlessRefund(
                                refundIf(externalId != null && externalId.startsWith(prefix)),
                                negative);
                case RefundRule.ByType _ -> {
                    var word = text(TYPE);
                    if (word == null) {
                        yield refundIf(negative);
                    }
                    for (var type : TransactionType.values()) {
                        if (type.name().equalsIgnoreCase(word)) {
                            yield positiveUnlessRefund(type, negative);
                        }
                    }
                    flaw(TYPE, RowFlaw.Kind.UNKNOWN_VALUE);
                    yield TransactionType.SALE;
                }
            };
        }

        private TransactionType positiveUnlessRefund(TransactionType type, boolean negative) {
            if (type == TransactionType.SALE && negative) {
                flaw(AMOUNT, RowFlaw.Kind.NEGATIVE_SALE);
            }
            return type;
        }

        private static TransactionType refundIf(boolean refund) {
            return refund ? TransactionType.REFUND : TransactionType.SALE;
        }

        /** Who writes a refund below zero writes what it gave back of the profit so too. */
        private @Nullable BigDecimal margin(@Nullable BigDecimal amount) {
            if (text(MARGIN) == null) {
                return null;
            }
            var margin =
                    parsed(
                            MARGIN,
                            RowFlaw.Kind.NUMBER_FORMAT,
                            text -> plan.mapping().decimals().find(text));
            return margin != null && amount != null && amount.signum() < 0
                    ? margin.negate()
                    : margin;
        }

        /** One line that carries the goods' names and margin, where the row gives them. */
        private List<TransactionLine> lines(Money total, @Nullable BigDecimal margin) {
            var sku = text(SKU);
            var category = text(CATEGORY);
            return sku == null && category == null && margin == null
                    ? List.of()
                    : List.of(
                            new TransactionLine(
                                    sku,
                                    category,
                                    BigDecimal.ONE,
                                    total,
                                    null,
                                    margin == null ? null : new Money(margin, total.currency())));
        }

        private @Nullable String required(TargetField field) {
            var text = text(field);
            if (text == null) {
                flaw(field, RowFlaw.Kind.REQUIRED);
            }
            return text;
        }

        private <T> @Nullable T parsed(
                TargetField field, RowFlaw.Kind otherwise, Function<String, Optional<T>> parser) {
            var text = required(field);
            if (text == null) {
                return null;
            }
            var value = parser.apply(text);
            if (value.isEmpty()) {
                flaw(field, otherwise);
            }
            return value.orElse(null);
        }

        private @Nullable String text(TargetField field) {
            var text = plan.find(field, row);
            if (text == null || text.equals(RowPlan.CLEARED)) {
                return null;
            }
            var plain = text.strip();
            return plain.isEmpty() ? null : plain;
        }

        private void flaw(TargetField field, RowFlaw.Kind kind) {
            flaws.add(RowFlaw.of(plan.pointer(field), kind));
        }
    }
}
