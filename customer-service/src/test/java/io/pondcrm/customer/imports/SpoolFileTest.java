package io.pondcrm.customer.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pondcrm.customer.imports.domain.RecordFormat;
import io.pondcrm.customer.mapping.domain.MappingChange;
import io.pondcrm.customer.mapping.domain.MappingDraft;
import io.pondcrm.customer.mapping.domain.Mappings;
import io.pondcrm.customer.mapping.domain.RecordKind;
import io.pondcrm.customer.mapping.domain.StoredMapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpoolFileTest {

    final ChunksInMemory chunks = new ChunksInMemory();
    @Nullable MappingDraft stored;

    @Test
    void a_file_waits_in_parts_of_three_thousand_records() throws IOException {
        var outcome = spool("externalId,displayName,shoeSize\n" + "1,Ada,44\n".repeat(7_500));

        assertThat(outcome)
                .isEqualTo(
                        new Spooling.Spooled(
                                new ImportSpec(
                                        RecordKind.CUSTOMERS,
                                        "shop",
                                        RecordFormat.CSV,
                                        List.of("externalId", "displayName", "shoeSize"),
                                        List.of("shoeSize"),
                                        null,
                                        3,
                                        7_500)));
        assertThat(chunks.get("job", 0)).hasSize(3_000);
        assertThat(chunks.get("job", 2)).hasSize(1_500);
        assertThat(chunks.get("job", 2).getFirst().line()).isEqualTo(6_002);
    }

    @Test
    void parts_of_long_records_are_smaller() throws IOException {
        spool("externalId,displayName\n" + ("1," + "x".repeat(60_000) + "\n").repeat(20));

        assertThat(chunks.get("job", 0)).hasSize(5);
    }

    @Test
    void a_header_without_the_needed_columns_ends_the_upload_at_once() throws IOException {
        var endless =
                new SequenceInputStream(
                        new ByteArrayInputStream("name;no\n1;2\n".getBytes(UTF_8)),
                        new InputStream() {
                            @Override
                            public int read() {
                                return 'x';
                            }
                        });

        assertThat(spool(endless)).isEqualTo(new Spooling.ColumnsMissing(List.of("externalId")));
        assertThat(chunks.parts).isEmpty();
    }

    @Test
    void files_without_a_usable_header_are_refused() throws IOException {
        assertThat(spool("")).isEqualTo(new Spooling.Empty());
        assertThat(spool("\n\n")).isEqualTo(new Spooling.Empty());
        assertThat(spool("\"externalId\n1\n")).isEqualTo(new Spooling.HeaderDamaged());
        assertThat(spool("externalId,a,a\n1,2,3\n")).isEqualTo(new Spooling.ColumnTwice());
    }

    @Test
    void a_file_without_rows_is_a_file() throws IOException {
        assertThat(spool("externalId\n")).isInstanceOf(Spooling.Spooled.class);
    }

    @Test
    void the_stored_mapping_says_how_cells_are_separated() throws IOException {
        stored =
                new MappingDraft(
                        Map.of("externalId", "Kunde Nr"),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        ";",
                        null,
                        null,
                        null);

        var outcome = spool("Kunde Nr;Ort\n7;Köln\n");

        assertThat(((Spooling.Spooled) outcome).spec().mapping()).isEqualTo(stored);
    }

    @Test
    void nothing_is_kept_of_a_file_whose_sender_goes_away() {
        var torn =
                new SequenceInputStream(
                        new ByteArrayInputStream(
                                ("externalId\n" + "1\n".repeat(3_000)).getBytes(UTF_8)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("gone");
                            }
                        });

        assertThatThrownBy(() -> spool(torn)).hasMessage("gone");
        assertThat(chunks.parts).isEmpty();
    }

    private Spooling spool(String text) throws IOException {
        return spool(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private Spooling spool(InputStream body) throws IOException {
        return new SpoolFile(chunks, new OneMapping())
                .handle("job", RecordKind.CUSTOMERS, "shop", RecordFormat.CSV, body);
    }

    private final class OneMapping implements Mappings {

        @Override
        public Optional<StoredMapping> find(String system, RecordKind kind) {
            return Optional.ofNullable(stored)
                    .map(draft -> new StoredMapping(system, kind, 1, draft, Instant.EPOCH));
        }

        @Override
        public List<StoredMapping> list() {
            return List.of();
        }

        @Override
        public List<StoredMapping> list(String system) {
            return List.of();
        }

        @Override
        public MappingChange put(
                String system, RecordKind kind, MappingDraft draft, @Nullable Long seen) {
            throw new UnsupportedOperationException("uploads only read mappings");
        }

        @Override
        public boolean remove(String system, RecordKind kind, long seen) {
            throw new UnsupportedOperationException("uploads only read mappings");
        }
    }
}
