package io.pondcrm.customer.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.customer.imports.domain.SpreadsheetGuard;
import io.pondcrm.customer.privacy.DossierPayloads.DossierView;
import io.pondcrm.customer.privacy.DossierPayloads.KindView;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/**
 * Writes dossiers as a zip of CSV files, one for each service and kind, for people who read with a
 * spreadsheet. What lies deeper has a column of its own, {@code lines.0.sku}.
 */
@Component
class DossierZip extends AbstractHttpMessageConverter<DossierView> {

    static final String ZIP = "application/zip";

    /** So that spreadsheets take the file for UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    DossierZip() {
        super(MediaType.parseMediaType(ZIP));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == DossierView.class;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected DossierView readInternal(Class<? extends DossierView> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("A dossier is never sent", input);
    }

    @Override
    protected void writeInternal(DossierView dossier, HttpOutputMessage output) throws IOException {
        output.getHeaders()
                .set(
                        "Content-Disposition",
                        "attachment; filename=\"%s.zip\"".formatted(dossier.requestId()));
        try (var zip = new ZipOutputStream(output.getBody())) {
            table(zip, "about.csv", List.of(about(dossier)));
            for (var kind : dossier.kinds()) {
                table(zip, nameOf(kind), kind.records().stream().map(DossierZip::row).toList());
            }
            zip.putNextEntry(new ZipEntry("dossier.schema.json"));
            try (var schema = new ClassPathResource("dossier.schema.json").getInputStream()) {
                schema.transferTo(zip);
            }
            zip.closeEntry();
        }
    }

    private static String nameOf(KindView kind) {
        return "%s/%s.csv".formatted(kind.service(), kind.kind());
    }

    private static Map<String, String> about(DossierView dossier) {
        var about = new LinkedHashMap<String, String>();
        about.put("requestId", dossier.requestId());
        about.put("type", dossier.type().name());
        about.put("state", dossier.state().name());
        about.put("customerIds", String.join(" ", dossier.customerIds()));
        about.put("receivedAt", dossier.receivedAt().toString());
        about.put("missing", String.join(" ", dossier.missing()));
        return about;
    }

    private static Map<String, String> row(Map<String, Object> record) {
        var row = new LinkedHashMap<String, String>();
        flatten("", record, row);
        return row;
    }

    private static void flatten(String path, @Nullable Object value, Map<String, String> row) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, it) -> flatten(joined(path, String.valueOf(name)), it, row));
            case List<?> all -> {
                for (var at = 0; at < all.size(); at++) {
                    flatten(joined(path, String.valueOf(at)), all.get(at), row);
                }
            }
            case null -> {
                // Nothing to tell.
            }
            default -> row.put(path, value.toString());
        }
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static void table(ZipOutputStream zip, String name, List<Map<String, String>> rows)
            throws IOException {
        var columns = new LinkedHashSet<String>();
        rows.forEach(it -> columns.addAll(it.keySet()));
        zip.putNextEntry(new ZipEntry(name));
        var writer = new OutputStreamWriter(zip, UTF_8);
        writer.write(BYTE_ORDER_MARK);
        var printer = new CSVPrinter(writer, CSVFormat.RFC4180);
        printer.printRecord(columns.stream().map(SpreadsheetGuard::add).toList());
        for (var row : rows) {
            var cells = new ArrayList<String>();
            columns.forEach(it -> cells.add(SpreadsheetGuard.add(row.getOrDefault(it, ""))));
            printer.printRecord(cells);
        }
        printer.flush();
        zip.closeEntry();
    }
}
