package io.pondcrm.customer.transaction;

import io.pondcrm.chassis.outbox.Outboxed;
import io.pondcrm.customer.transaction.domain.Transaction;
import io.pondcrm.customer.transaction.domain.TransactionLine;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;

/**
 * How a transaction lies in MongoDB. Amounts are decimal text, all in the one currency.
 *
 * @param number {@code system externalId}: unique
 * @param netMinor the total with its sign, in the currency's minor unit, so that the store can add
 *     it up exactly
 * @param batch the batch of an import that brought it
 */
@org.springframework.data.mongodb.core.mapping.Document("transactions")
@TypeAlias(TransactionDocument.ALIAS)
record TransactionDocument(
        @Id String id,
        long version,
        String number,
        String customerId,
        String system,
        String externalId,
        String type,
        Instant occurredAt,
        @Nullable String channel,
        List<Line> lines,
        String currency,
        String total,
        long netMinor,
        Instant recordedAt,
        @Nullable String batch)
        implements Outboxed {

    static final String ALIAS = "transaction";

    record Line(
            @Nullable String sku,
            @Nullable String category,
            String quantity,
            String unitPrice,
            @Nullable String discount,
            @Nullable String margin) {

        static Line of(TransactionLine line) {
            return new Line(
                    line.sku(),
                    line.category(),
                    line.quantity().toPlainString(),
                    line.unitPrice().amount().toPlainString(),
                    line.discount() == null ? null : line.discount().amount().toPlainString(),
                    line.margin() == null ? null : line.margin().amount().toPlainString());
        }

        Document written() {
            var written = new Document();
            putIfThere(written, "sku", sku);
            putIfThere(written, "category", category);
            written.append("quantity", quantity).append("unitPrice", unitPrice);
            putIfThere(written, "discount", discount);
            putIfThere(written, "margin", margin);
            return written;
        }

        TransactionLine toDomain(String currency) {
            return new TransactionLine(
                    sku,
                    category,
                    new BigDecimal(quantity),
                    Money.of(unitPrice, currency),
                    discount == null ? null : Money.of(discount, currency),
                    margin == null ? null : Money.of(margin, currency));
        }
    }

    static TransactionDocument of(Transaction transaction, @Nullable String batch) {
        return new TransactionDocument(
                transaction.id(),
                1,
                numberOf(transaction.system(), transaction.externalId()),
                transaction.customer().value(),
                transaction.system(),
                transaction.externalId(),
                transaction.type().name(),
                transaction.occurredAt(),
                transaction.channel(),
                transaction.lines().stream().map(Line::of).toList(),
                transaction.total().currency().getCurrencyCode(),
                transaction.total().amount().toPlainString(),
                minorUnits(transaction.netAmount()),
                transaction.recordedAt(),
                batch);
    }

    @Override
    public Document written() {
        var written =
                new Document("_id", id)
                        .append("version", version)
                        .append("number", number)
                        .append("customerId", customerId)
                        .append("system", system)
                        .append("externalId", externalId)
                        .append("type", type)
                        .append("occurredAt", Date.from(occurredAt));
        putIfThere(written, "channel", channel);
        written.append("lines", lines.stream().map(Line::written).toList())
                .append("currency", currency)
                .append("total", total)
                .append("netMinor", netMinor)
                .append("recordedAt", Date.from(recordedAt));
        putIfThere(written, "batch", batch);
        return written.append("_class", ALIAS);
    }

    private static void putIfThere(Document written, String name, @Nullable String value) {
        if (value != null) {
            written.append(name, value);
        }
    }

    Transaction toDomain() {
        return new Transaction(
                id,
                new CustomerId(customerId),
                system,
                externalId,
                TransactionType.valueOf(type),
                occurredAt,
                channel,
                lines.stream().map(line -> line.toDomain(currency)).toList(),
                Money.of(total, currency),
                recordedAt);
    }

    /** How a transaction is found again: a system's name holds no space. */
    static String numberOf(String system, String externalId) {
        return system + " " + externalId;
    }

    static long minorUnits(Money money) {
        return money.amount().movePointRight(digitsOf(money.currency())).longValueExact();
    }

    static Money ofMinorUnits(long minor, Currency currency) {
        return new Money(BigDecimal.valueOf(minor, digitsOf(currency)), currency);
    }

    private static int digitsOf(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
