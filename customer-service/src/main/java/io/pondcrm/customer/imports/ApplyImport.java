package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.CustomerRows;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.ImportCounts;
import io.pondcrm.customer.imports.domain.Lanes;
import io.pondcrm.customer.imports.domain.RecordBatch;
import io.pondcrm.customer.imports.domain.RowTarget;
import io.pondcrm.customer.imports.domain.TransactionRows;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.transaction.domain.Transactions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads a part of a file and applies what fell to a lane of it. */
@Component
class ApplyImport {

    private final ImportChunks chunks;
    private final RowTarget customerRows;
    private final RowTarget transactionRows;

    ApplyImport(ImportChunks chunks, Customers customers, Transactions transactions) {
        this.chunks = chunks;
        this.customerRows = new CustomerRows(customers);
        this.transactionRows = new TransactionRows(transactions, customers);
    }

    /** One batch for each lane. */
    List<RecordBatch> read(String job, ImportSpec spec, int number) {
        var mapping = spec.columnMapping();
        return Lanes.deal(
                job + "#" + number, chunks.get(job, number), mapping, spec.reader(mapping));
    }

    /**
     * May be cut off anywhere and done again: it ends the same.
     *
     * @return what became of the rows
     */
    ImportCounts handle(String job, ImportSpec spec, int number, int lane, RecordBatch batch) {
        var target =
                switch (spec.kind()) {
                    case CUSTOMERS -> customerRows;
                    case TRANSACTIONS -> transactionRows;
                };
        var outcome = batch.applyTo(target, spec.system());
        if (!outcome.rejects().isEmpty()) {
            chunks.putRejects(job, number, lane, outcome.rejects());
        }
        return outcome.counts();
    }
}
