package io.pondcrm.customer.reconciliation;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.KnownCustomer;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.reconciliation.domain.Comparison;
import io.pondcrm.customer.reconciliation.domain.KeySet;
import io.pondcrm.kernel.CustomerId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * First what the partner sent is looked up here, then what is here among what they sent. Of their
 * rows only a mark of each key is held at once.
 */
@Component
class ReconciliationJob implements JobKind {

    static final String NAME = "reconciliation";

    private static final int PART = 500;

    private final ImportChunks parts;
    private final Customers customers;
    private final Transfers transfers;
    private final MongoOperations mongo;
    private final JsonMapper json;

    ReconciliationJob(
            ImportChunks parts,
            Customers customers,
            Transfers transfers,
            MongoOperations mongo,
            JsonMapper json) {
        this.parts = parts;
        this.customers = customers;
        this.transfers = transfers;
        this.mongo = mongo;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Under which name the parts of a result are kept. */
    static String resultOf(String job) {
        return job + "-result";
    }

    /** A row as it was sent; without a key if it can't be read. */
    private record Row(long line, @Nullable ExternalId key, @Nullable ObjectNode said) {}

    @Override
    public void run(JobRun job) {
        var found = mongo.findById(job.id(), ReconciliationDocument.class);
        if (found == null) {
            return;
        }
        new Attempt(job, found).run();
    }

    private final class Attempt {

        private final JobRun job;
        private final ReconciliationDocument asked;
        private final Comparison comparison;
        private final Map<String, Long> counters;
        private int written;

        Attempt(JobRun job, ReconciliationDocument asked) {
            this.job = job;
            this.asked = asked;
            this.comparison = Comparison.of(asked.personal());
            this.counters = new HashMap<>(job.counters());
            this.written = number(job.checkpoint(), "written");
        }

        void run() {
            var sent = new KeySet();
            var done = number(job.checkpoint(), "part");
            for (var part = 0; part < asked.parts(); part++) {
                var rows = parts.get(job.id(), part).stream().map(this::read).toList();
                rows.forEach(row -> {
                    if (row.key() != null) {
                        sent.add(row.key().key());
                    }
                });
                if (part >= done) {
                    write(compare(rows));
                    job.progress((long) part + 1, asked.parts());
                    save(part + 1, job.checkpoint().get("after"));
                } else {
                    job.check();
                }
            }
            var after = job.checkpoint().get("after") instanceof String place ? place : null;
            for (var known = customers.knownTo(asked.system(), after, PART);
                    !known.isEmpty();
                    known = customers.knownTo(asked.system(), after, PART)) {
                var missing = new ArrayList<Map<String, Object>>();
                var told =
                        transfers.allowed(
                                asked.system(),
                                Transfers.Way.RECONCILIATION,
                                known,
                                KnownCustomer::customer);
                counters.merge("untold", (long) known.size() - told.size(), Long::sum);
                for (var one : told) {
                    for (var key : one.keys()) {
                        if (!sent.contains(key)) {
                            missing.add(line("MISSING", key, "customerId", one.customer().value()));
                        }
                    }
                }
                after = known.getLast().place();
                write(missing);
                save(asked.parts(), after);
            }
            mongo.updateFirst(
                    query(where("_id").is(job.id())),
                    new Update().set("resultParts", written),
                    ReconciliationDocument.class);
            job.resultAt("/api/v1/reconciliations/" + job.id() + "/result");
            save(asked.parts(), after);
        }

        private Row read(RawRecord record) {
            try {
                if (record.damage() == null
                        && json.readTree(record.text()) instanceof ObjectNode said
                        && said.path("key").isString()) {
                    return new Row(
                            record.line(),
                            ExternalId.find(asked.system(), said.path("key").asString())
                                    .orElse(null),
                            said);
                }
            } catch (JacksonException notJson) {
                // Told as invalid, like all that has no key.
            }
            return new Row(record.line(), null, null);
        }

        private List<Map<String, Object>> compare(List<Row> rows) {
            var keys = new ArrayList<ExternalId>();
            rows.forEach(row -> {
                if (row.key() != null) {
                    keys.add(row.key());
                }
            });
            var ours = customers.findAll(keys);
            var refused =
                    transfers.refused(
                            asked.system(),
                            Transfers.Way.RECONCILIATION,
                            ours.values().stream().map(Customer::id).toList());
            var told = new ArrayList<Map<String, Object>>();
            for (var row : rows) {
                compare(row, ours, refused).ifPresentOrElse(told::add, () -> count("equal"));
            }
            return told;
        }

        private Optional<Map<String, Object>> compare(
                Row row,
                Map<ExternalId, Customer> ours,
                Map<CustomerId, Transfers.Refusal> refused) {
            var key = row.key();
            var said = row.said();
            if (key == null || said == null) {
                return Optional.of(invalid(row, "unreadable"));
            }
            var customer = ours.get(key);
            if (customer == null) {
                return Optional.of(line("EXTRA", key.key(), "line", row.line()));
            }
            var why = refused.get(customer.id());
            if (why != null) {
                var code = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
                return Optional.of(line("WITHHELD", key.key(), "code", code));
            }
            if (said.path("hash").isString()) {
                return said.path("hash").asString().equalsIgnoreCase(comparison.hashOf(customer))
                        ? Optional.empty()
                        : Optional.of(
                                line("DIFFERENT", key.key(), "customerId", customer.id().value()));
            }
            var theirs = new EnumMap<ProfileField, @Nullable String>(ProfileField.class);
            for (var member : said.properties()) {
                var name = member.getKey();
                if (name.equals("key") || name.equals("hash")) {
                    continue;
                }
                var field = ProfileField.find(name).filter(comparison.fields()::contains);
                if (field.isEmpty()) {
                    return Optional.of(invalid(row, "unknown-field"));
                }
                theirs.put(
                        field.get(),
                        member.getValue().isNull() ? null : member.getValue().asString(""));
            }
            var fields = comparison.differences(customer, theirs);
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            var line = line("DIFFERENT", key.key(), "customerId", customer.id().value());
            line.put("fields", fields);
            return Optional.of(line);
        }

        private Map<String, Object> invalid(Row row, String code) {
            var line = new LinkedHashMap<String, Object>();
            line.put("result", "INVALID");
            line.put("line", row.line());
            line.put("code", code);
            return line;
        }

        private Map<String, Object> line(String result, String key, String name, Object value) {
            var line = new LinkedHashMap<String, Object>();
            line.put("result", result);
            line.put("key", key);
            line.put(name, value);
            return line;
        }

        private void write(List<Map<String, Object>> lines) {
            if (lines.isEmpty()) {
                return;
            }
            var records = new ArrayList<RawRecord>();
            for (var line : lines) {
                count(String.valueOf(line.get("result")).toLowerCase(Locale.ROOT));
                records.add(new RawRecord(records.size() + 1L, json.writeValueAsBytes(line), null));
            }
            parts.put(resultOf(job.id()), written, records);
            written++;
        }

        private void count(String what) {
            counters.merge(what, 1L, Long::sum);
        }

        private void save(int part, @Nullable Object after) {
            var checkpoint = new HashMap<String, Object>();
            checkpoint.put("part", part);
            checkpoint.put("written", written);
            if (after != null) {
                checkpoint.put("after", after);
            }
            job.save(checkpoint, counters);
        }
    }

    private static int number(Map<String, Object> checkpoint, String name) {
        return checkpoint.get(name) instanceof Number number ? number.intValue() : 0;
    }
}
