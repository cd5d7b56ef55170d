package io.pondcrm.customer.exports;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.TargetField;
import io.pondcrm.customer.profile.domain.CustomerWalk;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.KnownCustomer;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.transaction.domain.Transaction;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what is known into a file, part by part: each is sealed, and made once however often. */
@Component
class ExportJob implements JobKind {

    static final String NAME = "export";

    private static final int PART = 500;

    private final ImportChunks parts;
    private final Customers customers;
    private final CustomerWalk walk;
    private final Transactions transactions;
    private final Transfers transfers;
    private final MongoOperations mongo;
    private final JsonMapper json = JsonMapper.builder().build();

    ExportJob(
            ImportChunks parts,
            Customers customers,
            CustomerWalk walk,
            Transactions transactions,
            Transfers transfers,
            MongoOperations mongo) {
        this.parts = parts;
        this.customers = customers;
        this.walk = walk;
        this.transactions = transactions;
        this.transfers = transfers;
        this.mongo = mongo;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * @param withheld how many customers or transactions are left out, since they must not go there
     * @param next where to go on; null if this was the last
     */
    private record Part(List<Map<String, Object>> rows, int withheld, @Nullable String next) {}

    @Override
    public void run(JobRun job) {
        var asked = mongo.findById(job.id(), ExportDocument.class);
        if (asked == null) {
            return;
        }
        var place = job.checkpoint().get("next") instanceof String next ? next : null;
        var isOver = job.checkpoint().containsKey("isOver");
        var written = job.checkpoint().get("written") instanceof Number made ? made.intValue() : 0;
        var attributes = new TreeSet<String>();
        if (job.checkpoint().get("attributes") instanceof Collection<?> names) {
            names.forEach(name -> attributes.add(String.valueOf(name)));
        }
        var rows = job.counter("rows");
        var withheld = job.counter("withheld");
        while (!isOver) {
            var part = read(asked, place);
            if (!part.rows().isEmpty()) {
                parts.put(job.id(), written, part.rows().stream().map(this::record).toList());
                written++;
            }
            rows += part.rows().size();
            withheld += part.withheld();
            part.rows().forEach(row -> noteAttributes(row, attributes));
            place = part.next();
            isOver = place == null;
            job.progress(rows, isOver ? rows : 0);
            var checkpoint = new HashMap<String, Object>();
            checkpoint.put("written", written);
            checkpoint.put("attributes", List.copyOf(attributes));
            checkpoint.put(isOver ? "isOver" : "next", isOver ? true : place);
            job.save(checkpoint, Map.of("rows", rows, "withheld", withheld));
        }
        mongo.updateFirst(
                query(where("_id").is(job.id())),
                new Update().set("parts", written).set("attributes", List.copyOf(attributes)),
                ExportDocument.class);
        job.resultAt("/api/v1/exports/" + job.id() + "/file");
        job.progress(rows, rows);
    }

    private RawRecord record(Map<String, Object> row) {
        return new RawRecord(1, json.writeValueAsBytes(row), null);
    }

    private static void noteAttributes(Map<String, Object> row, TreeSet<String> into) {
        for (var column : row.keySet()) {
            if (column.startsWith(TargetField.ATTRIBUTE_PREFIX)) {
                into.add(column.substring(TargetField.ATTRIBUTE_PREFIX.length()));
            }
        }
    }

    private Part read(ExportDocument asked, @Nullable String place) {
        if (asked.kind() == RecordKind.TRANSACTIONS) {
            var read = transactions.page(asked.system(), place, PART);
            var told =
                    transfers.allowed(
                            asked.system(), Transfers.Way.EXPORT, read, Transaction::customer);
            return new Part(
                    told.stream().map(ExportRows::of).toList(),
                    read.size() - told.size(),
                    read.isEmpty() ? null : read.getLast().place());
        }
        return asked.system() == null
                ? everybody(asked, place)
                : knownTo(asked.system(), asked, place);
    }

    private Part everybody(ExportDocument asked, @Nullable String place) {
        var read = walk.after(place == null ? null : new CustomerId(place), PART);
        var next = read.last();
        return new Part(
                read.customers().stream()
                        .map(it -> ExportRows.of(it, null, asked.personal()))
                        .toList(),
                0,
                next == null ? null : next.value());
    }

    private Part knownTo(String system, ExportDocument asked, @Nullable String place) {
        var known = customers.knownTo(system, place, PART);
        var names = new ArrayList<ExternalId>();
        var told = transfers.allowed(system, Transfers.Way.EXPORT, known, KnownCustomer::customer);
        told.forEach(it -> it.keys().forEach(key -> names.add(new ExternalId(system, key))));
        var all = customers.findAll(names);
        var rows = new ArrayList<Map<String, Object>>();
        for (var name : names) {
            var customer = all.get(name);
            if (customer != null) {
                rows.add(ExportRows.of(customer, name.key(), asked.personal()));
            }
        }
        return new Part(
                rows, known.size() - told.size(), known.isEmpty() ? null : known.getLast().place());
    }
}
