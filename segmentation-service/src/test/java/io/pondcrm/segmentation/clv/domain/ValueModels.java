package io.pondcrm.segmentation.clv.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Models with parameters as they were found for CDNOW, or near them. */
public final class ValueModels {

    public static final PurchaseModel BG_NBD =
            new BetaGeometric(false, 1, 0.2425945, 4.413603, 0.792921, 2.425907);
    public static final PurchaseModel MBG_NBD =
            new BetaGeometric(true, 1, 0.5248, 6.183, 0.8914, 1.614);
    public static final PurchaseModel REGULAR = new BetaGeometric(true, 3, 2.1, 4.7, 0.9, 3.2);
    public static final PurchaseModel PARETO = new ParetoNbd(0.5534, 10.578, 0.6061, 11.6675);
    public static final PurchaseModel BG_BB = new BetaBernoulli(1.204, 0.750, 0.657, 2.783);

    private static final GammaGamma SPEND = new GammaGamma(6.25, 3.74, 15.44);

    private ValueModels() {}

    /** A fitted model. */
    public static ClvModel of(String id, PurchaseModel purchases, ZoneId zone, double discount) {
        var end = LocalDate.parse("2026-06-30");
        var discrete = purchases.family() == Family.BG_BB;
        return new ClvModel(
                id,
                1,
                purchases.family().name(),
                "CNY",
                zone,
                discrete ? Family.BG_BB : null,
                discrete ? Timing.opportunities(30) : Timing.WEEKS,
                new ClvPeriods(null, end, end),
                ClvModel.USUAL_HORIZON,
                discount,
                ValueBands.USUAL,
                new ClvFit(
                        List.of(new Fitted<>(purchases, -9_582, 20, true)),
                        new Fitted<>(SPEND, -4_055, 20, true),
                        2_357,
                        1_000,
                        2_457,
                        1_016,
                        1_000,
                        35,
                        0.1,
                        null,
                        Instant.EPOCH));
    }
}
