package io.pondcrm.chassis.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.audit.AuditCheck.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S19: whatever is done to a chain of 10,000 entries is found, and where it begins is named. */
class AuditCheckTest {

    private static final int ENTRIES = 10_000;
    private static final AuditSeals SEALS = new AuditSeals(List.of(bytes("a key")));
    private static final List<AuditDocument> CHAIN = chain(SEALS, ENTRIES);

    private final Random random = new Random(20261123);

    /** What somebody who can write to the store, and lacks the key, might do. */
    enum Tampering {
        EDIT {
            @Override
            int in(List<AuditDocument> chain, Random random) {
                var at = random.nextInt(ENTRIES);
                chain.set(at, changed(chain.get(at), random));
                return at + 1;
            }
        },
        DELETE {
            @Override
            int in(List<AuditDocument> chain, Random random) {
                var at = random.nextInt(ENTRIES - 1);
                chain.remove(at);
                return at + 1;
            }
        },
        DELETE_AND_RENUMBER {
            @Override
            int in(List<AuditDocument> chain, Random random) {
                var at = random.nextInt(ENTRIES - 1);
                chain.remove(at);
                for (var later = at; later < chain.size(); later++) {
                    chain.set(later, numbered(chain.get(later), later + 1));
                }
                return at + 1;
            }
        },
        INSERT {
            @Override
            int in(List<AuditDocument> chain, Random random) {
                var at = random.nextInt(ENTRIES);
                chain.add(at, numbered(chain.get(random.nextInt(ENTRIES)), at + 1));
                return chain.get(at).seal().equals(CHAIN.get(at).seal()) ? at + 2 : at + 1;
            }
        },
        SWAP {
            @Override
            int in(List<AuditDocument> chain, Random random) {
                var at = random.nextInt(ENTRIES - 1);
                var other = random.nextInt(at + 1, ENTRIES);
                var one = chain.get(at);
                chain.set(at, numbered(chain.get(other), at + 1));
                chain.set(other, numbered(one, other + 1));
                return at + 1;
            }
        },
        TRUNCATE {
            @Override
            int in(List<AuditDocument> chain, Random random) {
                var at = random.nextInt(ENTRIES);
                chain.subList(at, ENTRIES).clear();
                return at + 1;
            }
        };

        /** Does it, and returns the number of the first entry that is not as it was. */
        abstract int in(List<AuditDocument> chain, Random random);
    }

    @Test
    void an_untouched_chain_is_whole() {
        assertThat(AuditCheck.of(CHAIN.iterator(), headOf(CHAIN, SEALS), SEALS))
                .isEqualTo(new AuditCheck(ENTRIES, 0, Optional.empty(), Optional.empty()));
        assertThat(AuditCheck.of(CHAIN.iterator(), headOf(CHAIN.subList(0, 9_000), SEALS), SEALS))
                .as("entries behind the end that was told before a crash")
                .isEqualTo(new AuditCheck(ENTRIES, 0, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void every_tampering_is_found_and_its_first_entry_named(Tampering tampering) {
        var head = headOf(CHAIN, SEALS);
        for (var time = 0; time < 25; time++) {
            var chain = new ArrayList<>(CHAIN);

            var first = tampering.in(chain, random);

            var check = AuditCheck.of(chain.iterator(), head, SEALS);
            assertThat(check.firstBad()).as("%s %d", tampering, time).contains((long) first);
        }
    }

    @Test
    void an_end_that_somebody_else_wrote_is_found() {
        var shorter = CHAIN.subList(0, 100);
        var stranger = headOf(shorter, new AuditSeals(List.of(bytes("another key"))));
        var forged =
                new AuditHead(
                        AuditHead.ID,
                        stranger.number(),
                        stranger.seal(),
                        SEALS.current(),
                        stranger.proof());

        assertThat(AuditCheck.of(shorter.iterator(), forged, SEALS).finding())
                .contains(Finding.HEAD_FORGED);
        assertThat(AuditCheck.of(shorter.iterator(), null, SEALS).finding())
                .contains(Finding.HEAD_FORGED);
    }

    @Test
    void keys_may_change_and_what_an_unknown_one_sealed_is_counted() {
        var both = new AuditSeals(List.of(bytes("a new key"), bytes("a key")));
        var chain = new ArrayList<>(CHAIN.subList(0, 10));
        for (var number = 11; number <= 15; number++) {
            chain.add(next(both, chain.getLast().seal(), number));
        }
        var head = headOf(chain, both);

        assertThat(AuditCheck.of(chain.iterator(), head, both).firstBad()).isEmpty();
        var onlyNew = new AuditSeals(List.of(bytes("a new key")));
        assertThat(AuditCheck.of(chain.iterator(), head, onlyNew))
                .isEqualTo(new AuditCheck(15, 10, Optional.empty(), Optional.empty()));
        chain.set(12, changed(chain.get(12), random));
        assertThat(AuditCheck.of(chain.iterator(), head, onlyNew).firstBad()).contains(13L);
    }

    private static List<AuditDocument> chain(AuditSeals seals, int entries) {
        var chain = new ArrayList<AuditDocument>();
        var before = "";
        for (var number = 1; number <= entries; number++) {
            chain.add(next(seals, before, number));
            before = chain.getLast().seal();
        }
        return List.copyOf(chain);
    }

    private static AuditDocument next(AuditSeals seals, String before, long number) {
        var entry =
                new AuditEntry(
                        Instant.parse("2026-11-23T00:00:00Z").plusSeconds(number),
                        "client-" + number % 7,
                        number % 5 == 0 ? "shop" : null,
                        "getCustomer",
                        AuditEntry.Kind.READ,
                        "GET",
                        "/api/v1/customers/cus_" + number % 90,
                        0,
                        List.of("cus_" + number % 90),
                        List.of("displayName"),
                        null,
                        "");
        return AuditDocument.of(
                number,
                entry,
                seals.current(),
                seals.seal(seals.current(), before, number, entry).orElseThrow());
    }

    private static AuditHead headOf(List<AuditDocument> chain, AuditSeals seals) {
        var last = chain.getLast();
        return new AuditHead(
                AuditHead.ID,
                last.number(),
                last.seal(),
                seals.current(),
                seals.sealOfHead(seals.current(), last.number(), last.seal()).orElseThrow());
    }

    private static AuditDocument changed(AuditDocument it, Random random) {
        var what = random.nextInt(6);
        return new AuditDocument(
                it.id(),
                what == 0 ? it.at().plusMillis(1) : it.at(),
                what == 1 ? it.actor() + "x" : it.actor(),
                it.system(),
                it.action(),
                it.kind(),
                it.method(),
                it.resource(),
                what == 2 ? 200 : it.status(),
                what == 3 ? List.of() : it.customers(),
                what == 4 ? List.of("birthDate") : it.fields(),
                what == 5 ? "care" : it.purpose(),
                it.traceId(),
                it.key(),
                it.seal());
    }

    private static AuditDocument numbered(AuditDocument it, long number) {
        return AuditDocument.of(number, it.entry(), it.key(), it.seal());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
