package io.pondcrm.segmentation.rfm.domain;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.facts;
import static io.pondcrm.segmentation.facts.domain.Fixtures.refund;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Purchase;
import io.pondcrm.segmentation.score.domain.Name;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RfmModelTest {

    static final CustomerFacts FACTS =
            facts(
                    ADA,
                    sale("old", day("2026-01-01"), "1000"),
                    sale("new", Instant.parse("2026-03-01T20:00:00Z"), "100"),
                    refund("back", day("2026-03-05"), "30"),
                    new Purchase(
                            "abroad",
                            1,
                            Purchase.Kind.SALE,
                            day("2026-03-09"),
                            new BigDecimal("7"),
                            "EUR",
                            null));

    private static RfmModel model(
            String currency, @Nullable Duration window, String zone, RfmModel.Refunds refunds) {
        return new RfmModel(
                "model",
                1,
                new Name("A model", "模型"),
                currency,
                window,
                ZoneId.of(zone),
                new Bins.Quantiles(5),
                Weights.EQUAL,
                refunds,
                new Grid.TenNames());
    }

    private static String measured(RfmModel model) {
        return model.measure(FACTS, day("2026-03-10"))
                .map(it ->
                        "%s %d %s"
                                .formatted(
                                        it.lastPurchaseOn(),
                                        it.frequency(),
                                        it.monetary().toPlainString()))
                .orElse("nothing");
    }

    @Test
    void refunds_count_against_the_money_or_not_at_all() {
        assertThat(measured(model("CNY", null, "UTC", RfmModel.Refunds.SUBTRACT)))
                .isEqualTo("2026-03-01 2 1070");
        assertThat(measured(model("CNY", null, "UTC", RfmModel.Refunds.IGNORE)))
                .isEqualTo("2026-03-01 2 1100");
    }

    @Test
    void only_the_window_and_the_currency_count() {
        assertThat(measured(model("CNY", Duration.ofDays(30), "UTC", RfmModel.Refunds.SUBTRACT)))
                .isEqualTo("2026-03-01 1 70");
        assertThat(measured(model("CNY", Duration.ofDays(6), "UTC", RfmModel.Refunds.SUBTRACT)))
                .as("A refund alone is no sale")
                .isEqualTo("nothing");
        assertThat(measured(model("EUR", null, "UTC", RfmModel.Refunds.SUBTRACT)))
                .isEqualTo("2026-03-09 1 7");
    }

    @Test
    void days_are_those_of_the_models_zone() {
        assertThat(measured(model("CNY", null, "Asia/Shanghai", RfmModel.Refunds.SUBTRACT)))
                .isEqualTo("2026-03-02 2 1070");
    }
}
