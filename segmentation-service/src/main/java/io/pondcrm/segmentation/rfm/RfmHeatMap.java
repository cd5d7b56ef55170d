package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.segmentation.picture.domain.Drawing;
import io.pondcrm.segmentation.picture.domain.Drawing.Align;
import io.pondcrm.segmentation.picture.domain.Drawing.Letters;
import io.pondcrm.segmentation.picture.domain.Pictures;
import io.pondcrm.segmentation.rfm.domain.HeatMap;
import io.pondcrm.segmentation.rfm.domain.RfmRun;
import io.pondcrm.segmentation.rfm.domain.RfmSegment;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;

/**
 * A run as a picture. Each segment has its color, the paler the fewer customers a cell has; no
 * color is so dark that black letters would not stand out, on paper without colors neither.
 */
final class RfmHeatMap {

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 760;
    private static final int LEFT = 150;
    private static final int TOP = 90;
    private static final int MAP_WIDTH = 820;
    private static final int MAP_HEIGHT = 460;
    private static final int LONGEST_NAME = 60;
    private static final Color INK = new Color(0x1a1a1a);
    private static final Color LINE = new Color(0x8a8a8a);

    private static final Text TITLE = new Text("RFM heat map: {0}", "RFM 热力图：{0}");
    private static final Text ABOUT =
            new Text("{0} customers as of {1}, run {2}", "{0} 名客户，截至 {1}，第 {2} 次计算");
    private static final Text DESCRIPTION =
            new Text(
                    "Customers by recency, to the right the more recent, and by frequency and"
                            + " money, upwards the more valuable. Each cell tells its segment, how"
                            + " many customers it has, and their share of all.",
                    "横轴为最近一次购买（越靠右越近），纵轴为购买频率与金额（越靠上越高）。每格为所属分组、客户数及占比。");
    private static final Text RECENCY = new Text("Recency →", "最近一次购买 →");
    private static final Text VALUE = new Text("Frequency and money ↑", "频率与金额 ↑");

    private final RfmRun run;
    private final HeatMap map;
    private final Locale locale;
    private final int cellWidth;
    private final int cellHeight;

    RfmHeatMap(RfmRun run, Locale locale) {
        this.run = run;
        this.map = HeatMap.of(run);
        this.locale = locale;
        this.cellWidth = MAP_WIDTH / map.columns().size();
        this.cellHeight = MAP_HEIGHT / map.rows().size();
    }

    byte[] svg(Pictures pictures) {
        var sheet =
                new Pictures.Sheet(
                        WIDTH, HEIGHT, locale, title(), DESCRIPTION.in(locale) + " " + about());
        return pictures.svg(sheet, this::draw);
    }

    private String title() {
        var name = run.model().name().in(locale);
        var shown =
                name.codePointCount(0, name.length()) <= LONGEST_NAME
                        ? name
                        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
        return TITLE.in(locale, shown);
    }

    private String about() {
        return ABOUT.in(
                locale,
                grouped(run.scored()),
                LocalDate.ofInstant(run.asOf(), run.model().zone()).toString(),
                Integer.toString(run.number()));
    }

    private void draw(Drawing drawing) {
        drawing.text("title-line", letters(20, true, Align.START), 30, 40, title());
        drawing.text(letters(13, false, Align.START), 30, 64, about());
        var most = map.cells().stream().mapToInt(HeatMap.Cell::customers).max().orElse(0);
        map.cells().forEach(cell -> draw(drawing, cell, most));
        axes(drawing);
        legend(drawing);
    }

    private void draw(Drawing drawing, HeatMap.Cell cell, int most) {
        var x = LEFT + cell.column() * cellWidth;
        var y = TOP + (map.rows().size() - 1 - cell.row()) * cellHeight;
        var shapes = drawing.shapes();
        shapes.setColor(shade(cell.segment(), cell.customers(), most));
        shapes.fillRect(x, y, cellWidth, cellHeight);
        shapes.setColor(LINE);
        shapes.drawRect(x, y, cellWidth, cellHeight);
        var middle = x + cellWidth / 2;
        var place = cell.column() + "-" + cell.row();
        drawing.text(
                "segment-" + place,
                letters(12, false, Align.MIDDLE),
                middle,
                y + cellHeight / 2 - 20,
                cell.segment().title().in(locale));
        drawing.text(
                "customers-" + place,
                letters(20, true, Align.MIDDLE),
                middle,
                y + cellHeight / 2 + 6,
                grouped(cell.customers()));
        drawing.text(
                "share-" + place,
                letters(12, false, Align.MIDDLE),
                middle,
                y + cellHeight / 2 + 26,
                share(cell.customers()));
    }

    private void axes(Drawing drawing) {
        for (var column = 0; column < map.columns().size(); column++) {
            drawing.text(
                    letters(13, false, Align.MIDDLE),
                    LEFT + column * cellWidth + cellWidth / 2,
                    TOP + MAP_HEIGHT + 20,
                    map.columns().get(column).in(locale));
        }
        for (var row = 0; row < map.rows().size(); row++) {
            drawing.text(
                    letters(13, false, Align.END),
                    LEFT - 10,
                    TOP + (map.rows().size() - 1 - row) * cellHeight + cellHeight / 2 + 5,
                    map.rows().get(row).in(locale));
        }
        drawing.text(
                letters(13, true, Align.END),
                LEFT + MAP_WIDTH,
                TOP + MAP_HEIGHT + 42,
                RECENCY.in(locale));
        drawing.text(letters(13, true, Align.START), 30, TOP - 8, VALUE.in(locale));
    }

    private void legend(Drawing drawing) {
        var at = 0;
        for (var segment : run.model().grid().segments()) {
            var x = LEFT + at % 3 * (MAP_WIDTH / 3);
            var y = TOP + MAP_HEIGHT + 74 + at / 3 * 26;
            drawing.shapes().setColor(color(segment));
            drawing.shapes().fillRect(x, y - 12, 16, 14);
            drawing.text(
                    "legend-" + segment.name(),
                    letters(12, false, Align.START),
                    x + 24,
                    y,
                    "%s: %s (%s)"
                            .formatted(
                                    segment.title().in(locale),
                                    grouped(run.segments().getOrDefault(segment, 0)),
                                    share(run.segments().getOrDefault(segment, 0))));
            at++;
        }
    }

    private static Letters letters(int size, boolean bold, Align align) {
        return new Letters(size, bold, align, INK);
    }

    private static String grouped(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private String share(int customers) {
        return run.scored() == 0
                ? "0.0%"
                : BigDecimal.valueOf(100L * customers)
                                .divide(BigDecimal.valueOf(run.scored()), 1, RoundingMode.HALF_UP)
                        + "%";
    }

    /** From a tenth of the segment's color, the rest white, to two thirds of it. */
    private static Color shade(RfmSegment segment, int customers, int most) {
        var percent = 10 + (most == 0 ? 0 : (int) (56L * customers / most));
        var full = color(segment);
        return new Color(
                mixed(full.getRed(), percent),
                mixed(full.getGreen(), percent),
                mixed(full.getBlue(), percent));
    }

    private static int mixed(int part, int percent) {
        return 255 - (255 - part) * percent / 100;
    }

    private static Color color(RfmSegment segment) {
        return new Color(
                switch (segment) {
                    case CHAMPIONS, IMPORTANT_VALUE -> 0x1b7837;
                    case LOYAL, IMPORTANT_DEVELOP -> 0x5aae61;
                    case POTENTIAL_LOYALIST -> 0x35978f;
                    case NEW, GENERAL_VALUE -> 0x4393c3;
                    case PROMISING, GENERAL_DEVELOP -> 0x74add1;
                    case NEED_ATTENTION -> 0xd9a400;
                    case ABOUT_TO_SLEEP, IMPORTANT_KEEP -> 0xf4a582;
                    case AT_RISK, IMPORTANT_RETAIN -> 0xe66101;
                    case CANNOT_LOSE -> 0xca0020;
                    case HIBERNATING, GENERAL_KEEP -> 0x998ec3;
                    case LOST, GENERAL_RETAIN -> 0x777777;
                });
    }
}
