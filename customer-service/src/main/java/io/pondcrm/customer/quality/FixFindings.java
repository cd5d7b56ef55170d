package io.pondcrm.customer.quality;

import io.pondcrm.chassis.sealing.SubjectKeys;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Provenance;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.customer.quality.FindingDocument.Fix;
import io.pondcrm.customer.quality.FindingDocument.State;
import io.pondcrm.customer.quality.domain.Inspection;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts right what was found, and takes it back. */
@Component
class FixFindings {

    static final String FIELD = "quality";

    /** How it ended. */
    enum Outcome {
        DONE,
        /** There is nothing to put right, or back: the field has another value by now. */
        CHANGED_SINCE,
        /** The finding is in no state for it, or of a kind that nobody can put right by rule. */
        NOT_NOW
    }

    private final MongoFindings findings;
    private final Customers customers;
    private final ProfileReader reader;
    private final SubjectKeys keys;
    private final JsonMapper json;
    private final Clock clock;

    FixFindings(
            MongoFindings findings,
            Customers customers,
            ProfileReader reader,
            SubjectKeys keys,
            JsonMapper json,
            Clock clock) {
        this.findings = findings;
        this.customers = customers;
        this.reader = reader;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    Outcome fix(FindingDocument finding) {
        var defect = finding.defect();
        if (!defect.kind().fixable()
                || finding.state() != State.OPEN && finding.state() != State.REVERTED) {
            return Outcome.NOT_NOW;
        }
        var now = now();
        var id = new CustomerId(finding.customerId());
        var key = keys.find(finding.customerId());
        var known = customers.find(id);
        if (key.isEmpty() || known.isEmpty()) {
            return Outcome.CHANGED_SINCE;
        }
        var before = Inspection.valueOf(defect, known.get().profile());
        var after = Inspection.fixOf(defect, known.get().profile());
        if (before.isEmpty() || after.isEmpty()) {
            return Outcome.CHANGED_SINCE;
        }
        var told = known.get().provenance().get(Inspection.originOf(defect));
        var fix =
                new Fix(
                        before.get(),
                        after.get(),
                        told == null ? null : told.source(),
                        told == null ? null : told.updatedAt());
        // What was there is kept first: a crash leaves something to take back, never nothing.
        if (!findings.move(
                finding, State.FIXED, key.get().seal(FIELD, json.writeValueAsBytes(fix)), now)) {
            return Outcome.NOT_NOW;
        }
        var revision =
                customers.change(
                        id,
                        customer ->
                                Inspection.valueOf(defect, customer.profile())
                                                .filter(before.get()::equals)
                                                .isPresent()
                                        ? revised(customer, finding, after.get(), now)
                                        : new Revision.Unchanged(customer));
        if (revision instanceof Revision.Revised) {
            return Outcome.DONE;
        }
        findings.find(finding.id()).ifPresent(it -> findings.move(it, State.GONE, null, now));
        return Outcome.CHANGED_SINCE;
    }

    /** The field is as it was, its provenance too; unless somebody wrote it since. */
    Outcome revert(FindingDocument finding) {
        var fix = fixOf(finding);
        if (finding.state() != State.FIXED || fix.isEmpty()) {
            return Outcome.NOT_NOW;
        }
        var now = now();
        var done = new AtomicReference<>(false);
        customers.change(
                new CustomerId(finding.customerId()),
                customer -> {
                    var isOurs =
                            Inspection.valueOf(finding.defect(), customer.profile())
                                    .filter(fix.get().after()::equals)
                                    .isPresent();
                    done.set(isOurs);
                    return isOurs
                            ? restored(
                                    revised(customer, finding, fix.get().before(), now),
                                    finding,
                                    fix.get())
                            : new Revision.Unchanged(customer);
                });
        if (!done.get()) {
            return Outcome.CHANGED_SINCE;
        }
        findings.move(finding, State.REVERTED, null, now);
        return Outcome.DONE;
    }

    /** How a finding was put right; empty if it was not, or the customer was erased. */
    Optional<Fix> fixOf(FindingDocument finding) {
        var sealed = finding.fix();
        return sealed == null
                ? Optional.empty()
                : keys.find(finding.customerId())
                        .map(key -> json.readValue(key.open(FIELD, sealed), Fix.class));
    }

    private Revision revised(Customer customer, FindingDocument finding, String text, Instant now) {
        var input = Inspection.change(finding.defect(), customer.profile(), text);
        return switch (reader.read(input, LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))) {
            case ProfileReading.Accepted(var patch) ->
                    customer.revise(patch, "quality:" + finding.runId(), now);
            case ProfileReading.Refused(var flaws) -> new Revision.Refused(flaws);
        };
    }

    private static Revision restored(Revision revision, FindingDocument finding, Fix fix) {
        if (!(revision instanceof Revision.Revised(var it, var changed))) {
            return revision;
        }
        var origins = new TreeMap<>(it.provenance());
        var name = Inspection.originOf(finding.defect());
        if (fix.source() == null || fix.updatedAt() == null) {
            origins.remove(name);
        } else {
            origins.put(name, new Provenance(fix.source(), fix.updatedAt()));
        }
        return new Revision.Revised(
                new Customer(
                        it.id(),
                        it.profile(),
                        it.externalIds(),
                        origins,
                        it.inheritance(),
                        it.version(),
                        it.createdAt(),
                        it.updatedAt()),
                changed);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
