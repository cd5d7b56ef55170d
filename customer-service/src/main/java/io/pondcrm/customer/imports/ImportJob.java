package io.pondcrm.customer.imports;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.ImportCounts;
import io.pondcrm.customer.mapping.domain.RecordKind;
import java.util.Map;

/**
 * Applies a file part by part, and notes after each how far it is. Killed between the two, it
 * applies one part a second time, to the same end and the same counts: the stored documents
 * remember which part brought them.
 */
final class ImportJob implements JobKind {

    private static final String NEXT = "nextPart";

    private final RecordKind kind;
    private final Imports imports;
    private final ImportChunks chunks;
    private final ApplyImport applyImport;

    ImportJob(RecordKind kind, Imports imports, ImportChunks chunks, ApplyImport applyImport) {
        this.kind = kind;
        this.imports = imports;
        this.chunks = chunks;
        this.applyImport = applyImport;
    }

    static String nameOf(RecordKind kind) {
        return switch (kind) {
            case CUSTOMERS -> "customer-import";
            case TRANSACTIONS -> "transaction-import";
        };
    }

    @Override
    public String name() {
        return nameOf(kind);
    }

    @Override
    public void run(JobRun run) {
        var spec = imports.find(run.id()).orElseThrow();
        var first = ((Number) run.checkpoint().getOrDefault(NEXT, 0)).intValue();
        var counts = countsOf(run);
        run.rejectsAt("/api/v1/%ss/%s/rejects".formatted(name(), run.id()));
        if (first > 0) {
            chunks.removeUpTo(run.id(), first - 1);
        }
        for (var part = first; part < spec.chunks(); part++) {
            counts = counts.plus(applyImport.handle(run.id(), spec, part));
            run.progress(counts.read(), spec.records());
            run.save(Map.of(NEXT, part + 1), countersOf(counts));
            chunks.removeUpTo(run.id(), part);
        }
        if (spec.chunks() == 0) {
            run.save(Map.of(NEXT, 0), countersOf(counts));
        }
    }

    private static ImportCounts countsOf(JobRun run) {
        return new ImportCounts(
                run.counter("read"),
                run.counter("applied"),
                run.counter("unchanged"),
                run.counter("rejected"));
    }

    private static Map<String, Long> countersOf(ImportCounts counts) {
        return Map.of(
                "read", counts.read(),
                "applied", counts.applied(),
                "unchanged", counts.unchanged(),
                "rejected", counts.rejected());
    }
}
