package io.pondcrm.customer.imports;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.chassis.jobs.JobRun;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.mapping.domain.RecordKind;

/** Applies an uploaded file. */
final class ImportJob implements JobKind {

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
        run.rejectsAt("/api/v1/%ss/%s/rejects".formatted(name(), run.id()));
        try (var attempt = new ImportRun(run, spec, chunks, applyImport)) {
            attempt.finish();
        }
    }
}
