package io.pondcrm.customer.transfer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.customer.profile.domain.Transfers.Refusal;
import io.pondcrm.customer.transfer.domain.Mechanism.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S27: the whole matrix against a table that was written by hand, line by line of the laws. */
class RecipientTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** GDPR 45 to 47. */
    private static final Set<String> OF_GDPR =
            Set.of(
                    "ADEQUACY_DECISION",
                    "STANDARD_CONTRACTUAL_CLAUSES",
                    "BINDING_CORPORATE_RULES",
                    "CODE_OF_CONDUCT",
                    "CERTIFICATION");

    /** PIPL 38 (1) to (3). */
    private static final Set<String> OF_PIPL =
            Set.of("PIPL_SECURITY_ASSESSMENT", "PIPL_CERTIFICATION", "PIPL_STANDARD_CONTRACT");

    /** A country and the region whose law holds there. */
    private static final List<List<String>> PLACES =
            List.of(
                    List.of("CN", "CN"),
                    List.of("CN-SH", "CN"),
                    List.of("CN-HK", "HK"),
                    List.of("HK", "HK"),
                    List.of("DE", "EEA"),
                    List.of("FR-75", "EEA"),
                    List.of("IS", "EEA"),
                    List.of("RE", "EEA"),
                    List.of("GB", "GB"),
                    List.of("CH", "CH"),
                    List.of("US-CA", "US"),
                    List.of("US", "US"));

    /** When it ends; the last one ends at this very moment, and so is none. */
    private static final List<Optional<Instant>> ENDS =
            List.of(
                    Optional.empty(),
                    Optional.of(NOON.plusMillis(1)),
                    Optional.of(NOON.minusMillis(1)),
                    Optional.of(NOON));

    private static @Nullable Refusal byTheTable(
            String from, String to, List<Mechanism> recorded, boolean hasConsented) {
        if (from.equals(to)) {
            return null;
        }
        var known = from.equals("CN") ? OF_PIPL : OF_GDPR;
        var isThere = false;
        var isGood = false;
        for (var one : recorded) {
            if (known.contains(one.kind().name())) {
                isThere = true;
                isGood |= one.validUntil() == null || one.validUntil().compareTo(NOON) > 0;
            }
        }
        if (!isThere) {
            return Refusal.NO_MECHANISM;
        }
        return !isGood ? Refusal.MECHANISM_ENDED : hasConsented ? null : Refusal.NO_CONSENT;
    }

    /** None, each alone, and each pair of two, with each of the ends. */
    private static List<List<Mechanism>> whatCanBeRecorded() {
        var singles = new ArrayList<Mechanism>();
        for (var kind : Kind.values()) {
            for (var end : ENDS) {
                singles.add(new Mechanism(kind, "ref", end.orElse(null)));
            }
        }
        var all = new ArrayList<List<Mechanism>>();
        all.add(List.of());
        for (var one : singles) {
            all.add(List.of(one));
            for (var other : singles) {
                all.add(List.of(one, other));
            }
        }
        return all;
    }

    @Test
    void the_whole_matrix_is_as_the_table_says() {
        var cells = 0;
        var allowedAbroad = 0;
        for (var from : PLACES) {
            for (var to : PLACES) {
                for (var recorded : whatCanBeRecorded()) {
                    for (var hasConsented : List.of(false, true)) {
                        var country = to.getFirst().equals("CN-HK") ? "HK" : to.getFirst();
                        var recipient =
                                new Recipient("shop", country.substring(0, 2), recorded, 1, NOON);

                        var refusal =
                                recipient.refusal(
                                        DataRegion.of(from.getFirst()), hasConsented, NOON);

                        assertThat(refusal.orElse(null))
                                .as("%s to %s on %s, %s", from, to, recorded, hasConsented)
                                .isEqualTo(
                                        byTheTable(
                                                from.getLast(),
                                                to.getLast(),
                                                recorded,
                                                hasConsented));
                        cells++;
                        allowedAbroad +=
                                refusal.isEmpty() && !from.getLast().equals(to.getLast()) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(cells).isEqualTo(12 * 12 * (1 + 32 + 32 * 32) * 2);
        assertThat(allowedAbroad).isPositive();
    }

    @Test
    void without_consent_or_without_mechanism_nothing_ever_goes_abroad() {
        for (var recorded : whatCanBeRecorded()) {
            var recipient = new Recipient("shop", "US", recorded, 1, NOON);
            assertThat(recipient.refusal(DataRegion.of("DE"), false, NOON)).isPresent();
            assertThat(recipient.refusal(DataRegion.of("CN"), false, NOON)).isPresent();
        }
        assertThat(Recipient.atHome("shop", "CN").refusal(DataRegion.of("DE"), true, NOON))
                .contains(Refusal.NO_MECHANISM);
        assertThat(Recipient.atHome("shop", "CN").refusal(DataRegion.of("CN-SH"), false, NOON))
                .isEmpty();
    }

    /** The members of the European Economic Area, and no other country. */
    @Test
    void each_country_is_a_region_of_its_own_but_for_those_of_the_area() {
        var area =
                Set.of(
                        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE"
                                .concat(" SI SK IS LI NO AX GF GP MF MQ RE YT")
                                .split(" "));
        for (var country : Locale.getISOCountries()) {
            assertThat(DataRegion.of(country).code())
                    .isEqualTo(area.contains(country) ? "EEA" : country);
        }
        assertThat(DataRegion.of("CN-TW").code()).isEqualTo("TW");
        assertThat(DataRegion.of("CN-MO").code()).isEqualTo("MO");
    }
}
