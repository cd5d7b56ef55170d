package io.pondcrm.customer.transfer.domain;

import java.util.Locale;
import java.util.Set;

/**
 * Where data are, as far as laws on transfers care: a country, or the European Economic Area,
 * inside of which data go where they like.
 *
 * @param code ISO 3166-1, or {@code EEA}
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, article 44</a>: transfers to
 *     third countries
 */
public record DataRegion(String code) {

    static final DataRegion EEA = new DataRegion("EEA");
    static final DataRegion CHINA = new DataRegion("CN");

    /**
     * The members of the Union, with those of their parts that have codes of their own and are in
     * it.
     */
    private static final Set<String> EEA_COUNTRIES =
            Set.of(
                    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR",
                    "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI",
                    "SK", "AX", "GF", "GP", "MF", "MQ", "RE", "YT", "IS", "LI", "NO");

    /**
     * Beyond the border of the mainland, whose law on personal data is another (PIPL, article 38).
     */
    private static final Set<String> OWN_LAW = Set.of("CN-HK", "CN-MO", "CN-TW");

    public DataRegion {
        if (!code.matches("[A-Z]{2}|EEA")) {
            throw new IllegalArgumentException("No region: " + code);
        }
    }

    /**
     * @param region ISO 3166-1, or ISO 3166-2 for a part of a country, as profiles have it
     * @throws IllegalArgumentException if it is neither
     */
    public static DataRegion of(String region) {
        var upper = region.toUpperCase(Locale.ROOT);
        if (OWN_LAW.contains(upper)) {
            return new DataRegion(upper.substring(3));
        }
        var country = upper.substring(0, Math.min(2, upper.length()));
        return EEA_COUNTRIES.contains(country) ? EEA : new DataRegion(country);
    }
}
