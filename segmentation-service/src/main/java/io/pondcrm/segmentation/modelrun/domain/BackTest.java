package io.pondcrm.segmentation.modelrun.domain;

/**
 * How a forecast that knew nothing of the last horizon would have done in it, beside one that
 * always says what all customers buy.
 *
 * @param customers who had a receipt before, and so a forecast
 * @param buyers those of them who bought within the horizon
 * @param expectedBuyers how many the forecast expected
 * @param hit1 share of the buyers whose next receipt had the likeliest category
 * @param hit3 … one of the three likeliest
 * @param logLoss mean over the buyers of the negative natural logarithm of what the forecast gave
 *     to the next receipt's category, or the mean of it over several; the smaller the better
 */
public record BackTest(
        long customers,
        long buyers,
        double expectedBuyers,
        double hit1,
        double hit3,
        double logLoss,
        double baseHit1,
        double baseHit3,
        double baseLogLoss) {}
