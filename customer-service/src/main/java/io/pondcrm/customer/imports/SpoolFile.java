package io.pondcrm.customer.imports;

import io.pondcrm.customer.imports.domain.CsvCells;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.imports.domain.RawRecord;
import io.pondcrm.customer.imports.domain.RecordFormat;
import io.pondcrm.customer.imports.domain.RecordSplitter;
import io.pondcrm.customer.mapping.domain.Binding;
import io.pondcrm.customer.mapping.domain.Mappings;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.StoredMapping;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes a file in while it arrives and keeps it in the store in parts, so that any instance can go
 * on with it. What is held in memory does not grow with the file.
 */
@Component
class SpoolFile {

    private static final int RECORDS_A_CHUNK = 3_000;
    private static final int BYTES_A_CHUNK = 256 * 1024;

    private final ImportChunks chunks;
    private final Mappings mappings;

    SpoolFile(ImportChunks chunks, Mappings mappings) {
        this.chunks = chunks;
        this.mappings = mappings;
    }

    /**
     * @param job names the file for ever
     * @param body is read to its end, unless the header shows that it is of no use
     * @throws IOException if the caller goes away; nothing of the file is kept then
     */
    Spooling handle(
            String job, RecordKind kind, String system, RecordFormat format, InputStream body)
            throws IOException {
        var spool = new Spool(job, kind, system, format);
        var done = false;
        try {
            var outcome = spool.read(body);
            done = outcome instanceof Spooling.Spooled;
            return outcome;
        } finally {
            if (!done) {
                chunks.removeAll(job);
            }
        }
    }

    /** One file on its way. */
    private final class Spool {

        private final String job;
        private final ImportSpec unread;
        private final RecordSplitter splitter;
        private final char delimiter;
        private final List<RawRecord> records = new ArrayList<>(RECORDS_A_CHUNK);
        private int bytes;
        private int parts;
        private long total;
        private List<String> columns = List.of();
        private List<String> ignored = List.of();
        private @Nullable Spooling refusal;
        private boolean headerExpected;

        Spool(String job, RecordKind kind, String system, RecordFormat format) {
            this.job = job;
            var mapping = mappings.find(system, kind).map(StoredMapping::draft).orElse(null);
            unread = new ImportSpec(kind, system, format, List.of(), List.of(), mapping, 0, 0);
            delimiter = unread.columnMapping().delimiter();
            headerExpected = format == RecordFormat.CSV;
            splitter =
                    switch (format) {
                        case CSV -> RecordSplitter.ofCsv(delimiter, this::take);
                        case NDJSON -> RecordSplitter.ofLines(this::take);
                    };
        }

        Spooling read(InputStream body) throws IOException {
            var buffer = new byte[32 * 1024];
            for (var length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                splitter.take(buffer, 0, length);
                if (refusal != null) {
                    return refusal;
                }
            }
            splitter.finish();
            if (refusal != null) {
                return refusal;
            }
            if (headerExpected) {
                return new Spooling.Empty();
            }
            flush();
            return new Spooling.Spooled(
                    new ImportSpec(
                            unread.kind(),
                            unread.system(),
                            unread.format(),
                            columns,
                            ignored,
                            unread.mapping(),
                            parts,
                            total));
        }

        private void take(RawRecord record) {
            if (refusal != null) {
                return;
            }
            if (headerExpected) {
                headerExpected = false;
                takeHeader(record);
                return;
            }
            records.add(record);
            bytes += record.size();
            total++;
            if (records.size() >= RECORDS_A_CHUNK || bytes >= BYTES_A_CHUNK) {
                flush();
            }
        }

        private void takeHeader(RawRecord header) {
            if (header.damage() != null) {
                refusal = new Spooling.HeaderDamaged();
                return;
            }
            columns = CsvCells.header(header, delimiter);
            switch (unread.columnMapping().bind(columns)) {
                case Binding.Bound(_, var names) -> ignored = names;
                case Binding.ColumnsMissing(var fields) ->
                        refusal = new Spooling.ColumnsMissing(fields);
                case Binding.ColumnTwice _ -> refusal = new Spooling.ColumnTwice();
            }
        }

        private void flush() {
            if (!records.isEmpty()) {
                chunks.put(job, parts, records);
                parts++;
                records.clear();
                bytes = 0;
            }
        }
    }
}
