package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.CustomerRows;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.ImportCounts;
import io.pondcrm.customer.imports.domain.RecordBatch;
import io.pondcrm.customer.imports.domain.RowTarget;
import io.pondcrm.customer.imports.domain.TransactionRows;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.transaction.domain.Transactions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Applies one part of a file. May be cut off anywhere and done again: it ends the same. */
@Component
class ApplyImport {

    private final ImportChunks chunks;
    private final RowTarget customerRows;
    private final RowTarget transactionRows;

    ApplyImport(ImportChunks chunks, Customers customers, Transactions transactions) {
        this.chunks = chunks;
        this.customerRows =
                new ParallelRows(new CustomerRows(customers), List.of(TargetField.EXTERNAL_ID));
        this.transactionRows =
                new ParallelRows(
                        new TransactionRows(transactions, customers),
                        List.of(TargetField.CUSTOMER_ID, TargetField.CUSTOMER_EXTERNAL_ID));
    }

    /** What became of the rows of one part. */
    ImportCounts handle(String job, ImportSpec spec, int number) {
        var mapping = spec.columnMapping();
        var target =
                switch (spec.kind()) {
                    case CUSTOMERS -> customerRows;
                    case TRANSACTIONS -> transactionRows;
                };
        var outcome =
                new RecordBatch(job + "#" + number, chunks.get(job, number))
                        .applyTo(target, mapping, spec.reader(mapping), spec.system());
        if (!outcome.rejects().isEmpty()) {
            chunks.putRejects(job, number, outcome.rejects());
        }
        return outcome.counts();
    }
}
