package io.pondcrm.segmentation.facts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptFactsTest {

    private static final Instant LIMIT = Instant.parse("2020-01-01T00:00:00Z");
    private static final CustomerId ADA = new CustomerId("cus_01h455vb4pex5vsknk084sn02q");

    private static Instant days(int after) {
        return LIMIT.plus(Duration.ofDays(after));
    }

    private static Fact bought(String id, Instant at) {
        return new Fact.Purchased(
                new Purchase(
                        id, 1, Purchase.Kind.SALE, at, new BigDecimal("9.00"), "CNY", "STORE"));
    }

    private static Fact described(long sequence, Instant since) {
        return new Fact.Described(
                new Profile(
                        sequence,
                        "PERSON",
                        "CN-SH",
                        null,
                        null,
                        null,
                        null,
                        Set.of("version " + sequence),
                        Set.of(),
                        days(-900)),
                since);
    }

    @Test
    void what_was_so_is_forgotten_and_what_is_so_stays_however_old() {
        var facts =
                CustomerFacts.nothingAbout(ADA)
                        .learn(
                                List.of(
                                        bought("txn_1", days(-1)),
                                        bought("txn_2", days(0)),
                                        new Fact.Rated(new Rating("rsp_1", 1, 5, days(-1))),
                                        described(1, days(-900)),
                                        described(2, days(-500))));

        var kept = facts.since(LIMIT, LIMIT);

        assertThat(kept.purchases()).extracting(Purchase::transactionId).containsExactly("txn_2");
        assertThat(kept.ratings()).isEmpty();
        assertThat(kept.profiles().versions())
                .extracting(it -> it.profile().sequence())
                .containsExactly(2L);
        assertThat(kept.findOldestWord()).isEmpty();
        assertThat(kept.since(LIMIT, LIMIT)).isSameAs(kept);
    }

    @Test
    void an_earlier_profile_stays_while_it_was_in_force_within_the_limit() {
        var facts =
                CustomerFacts.nothingAbout(ADA)
                        .learn(List.of(described(1, days(-900)), described(2, days(1))));

        assertThat(facts.since(LIMIT, LIMIT)).isSameAs(facts);
        assertThat(facts.findOldestWord()).contains(days(1));
    }
}
