package io.pondcrm.segmentation.clv;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.segmentation.clv.domain.ClvFit;
import io.pondcrm.segmentation.clv.domain.ClvModel;
import io.pondcrm.segmentation.clv.domain.HoldoutError;
import io.pondcrm.segmentation.picture.domain.Drawing;
import io.pondcrm.segmentation.picture.domain.Drawing.Align;
import io.pondcrm.segmentation.picture.domain.Drawing.Letters;
import io.pondcrm.segmentation.picture.domain.Pictures;
import java.awt.Color;
import java.util.Locale;

/**
 * How well a model foresaw the holdout: purchases a customer, actual beside expected, by how often
 * customers had bought again before. Dark against pale with an outline, so that the two differ on
 * paper without colors too; each bar carries its figure.
 */
final class ClvCalibrationChart {

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 640;
    private static final int LEFT = 90;
    private static final int TOP = 140;
    private static final int PLOT_WIDTH = 880;
    private static final int PLOT_HEIGHT = 360;
    private static final int BOTTOM = TOP + PLOT_HEIGHT;
    private static final int FREQUENCIES = HoldoutError.LAST_BUCKET + 1;
    private static final int COLUMN = PLOT_WIDTH / FREQUENCIES;
    private static final int BAR = 40;
    private static final int LONGEST_NAME = 60;
    private static final Color INK = new Color(0x1a1a1a);
    private static final Color LINE = new Color(0xc8c8c8);
    private static final Color ACTUAL = new Color(0x2166ac);
    private static final Color EXPECTED = new Color(0xfddbc7);

    private static final Text TITLE = new Text("CLV calibration: {0}", "CLV 校准：{0}");
    private static final Text ABOUT =
            new Text(
                    "{0}, {1} customers; fitted until {2}, compared until {3}",
                    "{0}，{1} 名客户；拟合至 {2}，对照至 {3}");
    private static final Text SUMS =
            new Text(
                    "{0} purchases, {1} expected; mean absolute error {2} a customer",
                    "实际购买 {0} 次，预期 {1} 次；每位客户平均绝对误差 {2}");
    private static final Text DESCRIPTION =
            new Text(
                    "Purchases a customer in the holdout, actual beside expected, by the number of"
                            + " repeat purchases in the calibration, with the number of customers.",
                    "对照期内每位客户的购买次数（实际与预期并列），按校准期复购次数分组，并列出客户数。");
    private static final Text FREQUENCY =
            new Text("Repeat purchases in the calibration →", "校准期复购次数 →");
    private static final Text PURCHASES =
            new Text("Purchases a customer in the holdout ↑", "对照期每位客户购买次数 ↑");
    private static final Text CUSTOMERS = new Text("{0} customers", "{0} 名客户");
    private static final Text ACTUAL_NAME = new Text("Actual", "实际");
    private static final Text EXPECTED_NAME = new Text("Expected", "预期");

    private final ClvModel model;
    private final ClvFit fit;
    private final HoldoutError holdout;
    private final Locale locale;
    private final double top;
    private final double step;

    ClvCalibrationChart(ClvModel model, ClvFit fit, HoldoutError holdout, Locale locale) {
        this.model = model;
        this.fit = fit;
        this.holdout = holdout;
        this.locale = locale;
        var most =
                holdout.byRepeats().stream()
                        .mapToDouble(it -> Math.max(actual(it), expected(it)))
                        .max()
                        .orElse(0);
        this.step = roundStep(most / 4);
        this.top = Math.max(1, Math.ceil(most * 1.05 / step)) * step;
    }

    /** The same for the same picture. */
    String tag() {
        return "%s-%d-%d-%s"
                .formatted(
                        model.id(),
                        model.version(),
                        fit.fittedAt().toEpochMilli(),
                        locale.getLanguage());
    }

    byte[] svg(Pictures pictures) {
        return pictures.svg(
                new Pictures.Sheet(
                        WIDTH,
                        HEIGHT,
                        locale,
                        title(),
                        "%s %s. %s.".formatted(DESCRIPTION.in(locale), about(), sums())),
                this::draw);
    }

    private String title() {
        var name = model.name();
        return TITLE.in(
                locale,
                name.codePointCount(0, name.length()) <= LONGEST_NAME
                        ? name
                        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…");
    }

    private String about() {
        return ABOUT.in(
                locale,
                fit.purchases().family().title().in(locale),
                grouped(holdout.customers()),
                model.periods().end().toString(),
                model.periods().holdoutEnd().toString());
    }

    private String sums() {
        return SUMS.in(
                locale,
                grouped(holdout.actual()),
                String.format(Locale.ROOT, "%,.1f", holdout.expected()),
                String.format(Locale.ROOT, "%.3f", holdout.meanAbsoluteError()));
    }

    private void draw(Drawing drawing) {
        drawing.text("title-line", letters(20, true, Align.START), 30, 40, title());
        drawing.text(letters(13, false, Align.START), 30, 64, about());
        drawing.text("sums", letters(13, false, Align.START), 30, 84, sums());
        legend(drawing);
        scale(drawing);
        holdout.byRepeats().forEach(bucket -> draw(drawing, bucket));
        drawing.shapes().setColor(INK);
        drawing.shapes().drawLine(LEFT, BOTTOM, LEFT + PLOT_WIDTH, BOTTOM);
        drawing.text(
                letters(13, true, Align.END), LEFT + PLOT_WIDTH, BOTTOM + 76, FREQUENCY.in(locale));
        drawing.text(letters(13, true, Align.START), 30, TOP - 18, PURCHASES.in(locale));
    }

    private void legend(Drawing drawing) {
        bar(drawing, ACTUAL, LEFT + PLOT_WIDTH - 220, 52, 16, 14);
        drawing.text(
                letters(13, false, Align.START),
                LEFT + PLOT_WIDTH - 196,
                64,
                ACTUAL_NAME.in(locale));
        bar(drawing, EXPECTED, LEFT + PLOT_WIDTH - 110, 52, 16, 14);
        drawing.text(
                letters(13, false, Align.START),
                LEFT + PLOT_WIDTH - 86,
                64,
                EXPECTED_NAME.in(locale));
    }

    private void scale(Drawing drawing) {
        var lines = Math.toIntExact(Math.round(top / step));
        for (var line = 0; line <= lines; line++) {
            var y = BOTTOM - height(line * step);
            drawing.shapes().setColor(LINE);
            drawing.shapes().drawLine(LEFT, y, LEFT + PLOT_WIDTH, y);
            drawing.text(letters(12, false, Align.END), LEFT - 8, y + 4, brief(line * step));
        }
    }

    private void draw(Drawing drawing, HoldoutError.Bucket bucket) {
        var middle = LEFT + bucket.repeats() * COLUMN + COLUMN / 2;
        bar(drawing, bucket, "actual-", ACTUAL, actual(bucket), middle - BAR - 2);
        bar(drawing, bucket, "expected-", EXPECTED, expected(bucket), middle + 2);
        drawing.text(
                letters(14, true, Align.MIDDLE),
                middle,
                BOTTOM + 22,
                bucket.repeats() + (bucket.repeats() == HoldoutError.LAST_BUCKET ? "+" : ""));
        drawing.text(
                "customers-" + bucket.repeats(),
                letters(11, false, Align.MIDDLE),
                middle,
                BOTTOM + 42,
                CUSTOMERS.in(locale, grouped(bucket.customers())));
    }

    private void bar(
            Drawing drawing,
            HoldoutError.Bucket bucket,
            String id,
            Color color,
            double purchases,
            int x) {
        var height = height(purchases);
        bar(drawing, color, x, BOTTOM - height, BAR, height);
        drawing.text(
                id + bucket.repeats(),
                letters(12, false, Align.MIDDLE),
                x + BAR / 2,
                BOTTOM - height - 6,
                brief(purchases));
    }

    private static void bar(Drawing drawing, Color color, int x, int y, int width, int height) {
        drawing.shapes().setColor(color);
        drawing.shapes().fillRect(x, y, width, height);
        drawing.shapes().setColor(INK);
        drawing.shapes().drawRect(x, y, width, height);
    }

    private int height(double purchases) {
        return Math.toIntExact(Math.round(PLOT_HEIGHT * purchases / top));
    }

    private static double actual(HoldoutError.Bucket bucket) {
        return (double) bucket.actual() / bucket.customers();
    }

    private static double expected(HoldoutError.Bucket bucket) {
        return bucket.expected() / bucket.customers();
    }

    /** The next of 1, 2 and 5 times a power of ten. */
    private static double roundStep(double at) {
        if (!(at > 0)) {
            return 1;
        }
        var power = Math.pow(10, Math.floor(Math.log10(at)));
        for (var times : new int[] {1, 2, 5}) {
            if (times * power >= at) {
                return times * power;
            }
        }
        return 10 * power;
    }

    private static Letters letters(int size, boolean bold, Align align) {
        return new Letters(size, bold, align, INK);
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String brief(double purchases) {
        return String.format(Locale.ROOT, "%.2f", purchases);
    }
}
