package io.pondcrm.customer.transaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.customer.transaction.domain.CustomerReference;
import io.pondcrm.customer.transaction.domain.NewTransaction;
import io.pondcrm.customer.transaction.domain.Transaction;
import io.pondcrm.customer.transaction.domain.TransactionLine;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;

/** Transactions as callers send and see them. */
final class TransactionPayloads {

    private TransactionPayloads() {}

    @Schema(description = "A purchase or a refund; exactly one of customerId and customer")
    record TransactionBody(
            @Schema(
                            description = "The partner system; may be left out by its own client",
                            example = "shop")
                    @Nullable String system,
            @Schema(description = "The partner's own number", example = "SO-1001") @NotNull
                    String externalId,
            @Schema(example = "cus_01h455vb4pex5vsknk084sn02q") @Nullable String customerId,
            @Valid @Nullable CustomerName customer,
            @NotNull TransactionType type,
            @Schema(example = "2026-11-20T09:30:00.000Z") @NotNull Instant occurredAt,
            @Schema(example = "STORE") @Nullable String channel,
            @Schema(description = "At most 500; may be left out where only the total is known")
                    @Nullable List<@Valid @NotNull LineBody> lines,
            @Schema(description = "May be left out where lines tell") @Nullable Money total) {

        NewTransaction toDomain(String partnerSystem, CustomerReference reference) {
            return new NewTransaction(
                    partnerSystem,
                    externalId,
                    reference,
                    type,
                    occurredAt,
                    channel,
                    lines == null ? List.of() : lines.stream().map(LineBody::toDomain).toList(),
                    total);
        }
    }

    @Schema(description = "The name that a partner system has for a customer")
    record CustomerName(
            @Schema(example = "shop") @NotNull String system,
            @Schema(example = "88231") @NotNull String key) {}

    @Schema(description = "One position of a receipt; quantity times unitPrice less discount")
    record LineBody(
            @Schema(example = "TEA-250") @Nullable String sku,
            @Schema(example = "tea") @Nullable String category,
            @Schema(example = "2") @NotNull BigDecimal quantity,
            @NotNull Money unitPrice,
            @Schema(description = "Off the whole line") @Nullable Money discount,
            @Schema(
                            description =
                                    "What the line earns after the cost of the goods; below zero at"
                                            + " a loss")
                    @Nullable Money margin) {

        TransactionLine toDomain() {
            return new TransactionLine(sku, category, quantity, unitPrice, discount, margin);
        }
    }

    @Schema(
            name = "TransactionBatch",
            description = "Rows are taken in order; each is answered by itself")
    record BatchBody(
            @ArraySchema(maxItems = 1_000, schema = @Schema(implementation = TransactionBody.class))
                    @NotEmpty
                    @Size(max = 1_000)
                    List<JsonNode> items) {}

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Transaction")
    record TransactionView(
            String id,
            String customerId,
            String system,
            String externalId,
            TransactionType type,
            Instant occurredAt,
            @Nullable String channel,
            List<LineView> lines,
            Money total,
            Instant recordedAt) {

        static TransactionView of(Transaction transaction) {
            return new TransactionView(
                    transaction.id(),
                    transaction.customer().value(),
                    transaction.system(),
                    transaction.externalId(),
                    transaction.type(),
                    transaction.occurredAt(),
                    transaction.channel(),
                    transaction.lines().stream().map(LineView::of).toList(),
                    transaction.total(),
                    transaction.recordedAt());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TransactionLine")
    record LineView(
            @Nullable String sku,
            @Nullable String category,
            BigDecimal quantity,
            Money unitPrice,
            @Nullable Money discount,
            @Nullable Money margin) {

        static LineView of(TransactionLine line) {
            return new LineView(
                    line.sku(),
                    line.category(),
                    new BigDecimal(line.quantity().toPlainString()),
                    line.unitPrice(),
                    line.discount(),
                    line.margin());
        }
    }

    @DataClass(DataClass.Level.INTERNAL)
    @Schema(name = "TransactionBatchResults")
    record BatchView(List<RowView> results) {}

    @DataClass(DataClass.Level.INTERNAL)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TransactionBatchResult")
    record RowView(
            @Schema(description = "Position of the row in items, from 0") int index,
            @Schema(description = "201 recorded, 200 known before, else why not", example = "201")
                    int status,
            @Nullable String id,
            @Schema(ref = "#/components/schemas/Problem") @Nullable ProblemDetail problem) {}

    /** By id or by name, whichever the caller chose; null where it chose neither or both. */
    static @Nullable CustomerReference referenceOf(TransactionBody body) {
        var id = body.customerId();
        var name = body.customer();
        if ((id == null) == (name == null)) {
            return null;
        }
        if (name != null) {
            return new CustomerReference.ByExternalId(name.system(), name.key());
        }
        return CustomerId.find(id == null ? "" : id)
                .<CustomerReference>map(CustomerReference.ById::new)
                // No id at all names nobody either.
                .orElseGet(() -> new CustomerReference.ByExternalId("", ""));
    }
}
