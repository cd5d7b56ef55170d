package io.pondcrm.segmentation.tier;

import io.pondcrm.chassis.basics.Text;
import io.pondcrm.segmentation.picture.domain.Drawing;
import io.pondcrm.segmentation.picture.domain.Drawing.Align;
import io.pondcrm.segmentation.picture.domain.Drawing.Letters;
import io.pondcrm.segmentation.picture.domain.Pictures;
import io.pondcrm.segmentation.tier.domain.TierFlow;
import io.pondcrm.segmentation.tier.domain.TierRules;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation found as a Sankey diagram: tiers now on the left, tiers after on the right, and
 * bands as broad as the customers are many. Who rises goes upwards and who falls downwards, so that
 * it can be read on paper without colors; no color is so dark that black letters would not stand
 * out.
 */
final class TierMoversPicture {

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 660;
    private static final int TOP = 130;
    private static final int FLOW_HEIGHT = 470;
    private static final int GAP = 16;
    private static final int LEFT = 240;
    private static final int RIGHT = 740;
    private static final int NODE = 20;
    private static final int LEAST_FOR_LETTERS = 15;
    private static final int LONGEST_NAME = 60;
    private static final Color INK = new Color(0x1a1a1a);
    private static final Color LINE = new Color(0x8a8a8a);
    private static final Color TIER = new Color(0xbdbdbd);

    private static final Text TITLE = new Text("Tier movers: {0}", "等级变动：{0}");
    private static final Text FIRST =
            new Text("Version {0}, as of {1}: {2} customers", "第 {0} 版，截至 {1}：{2} 名客户");
    private static final Text NEXT =
            new Text(
                    "Version {0} in place of version {1}, as of {2}: {3} customers",
                    "第 {0} 版取代第 {1} 版，截至 {2}：{3} 名客户");
    private static final Text DESCRIPTION =
            new Text(
                    "Tiers now on the left and after publishing on the right, the highest on top."
                            + " Each band is as broad as the customers who go that way are many.",
                    "左为现有等级，右为发布后的等级，最高者在上。每条色带的宽度表示该去向的客户数。");
    private static final Text NOW = new Text("Now", "现在");
    private static final Text AFTER = new Text("After publishing", "发布后");
    private static final Text NONE = new Text("No tier", "无等级");

    private final TierSimulationDocument simulation;
    private final TierFlow flow;
    private final @Nullable TierRules current;
    private final TierRules draft;
    private final Locale locale;

    TierMoversPicture(
            TierSimulationDocument simulation,
            TierFlow flow,
            @Nullable TierRules current,
            TierRules draft,
            Locale locale) {
        this.simulation = simulation;
        this.flow = flow;
        this.current = current;
        this.draft = draft;
        this.locale = locale;
    }

    byte[] svg(Pictures pictures) {
        return pictures.svg(
                new Pictures.Sheet(
                        WIDTH,
                        HEIGHT,
                        locale,
                        title(),
                        "%s %s. %s".formatted(DESCRIPTION.in(locale), about(), ways())),
                this::draw);
    }

    private String title() {
        var name = draft.name().in(locale);
        return TITLE.in(
                locale,
                name.codePointCount(0, name.length()) <= LONGEST_NAME
                        ? name
                        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…");
    }

    private String about() {
        var version = Integer.toString(draft.version());
        var day = day(simulation.asOf());
        var customers = grouped(flow.customers());
        return current == null
                ? FIRST.in(locale, version, day, customers)
                : NEXT.in(locale, version, Integer.toString(current.version()), day, customers);
    }

    private String day(Instant moment) {
        return LocalDate.ofInstant(moment, draft.zone()).toString();
    }

    private String ways() {
        var ways = new StringBuilder();
        for (var direction : TierFlow.Direction.values()) {
            ways.append(way(direction)).append("; ");
        }
        return ways.substring(0, ways.length() - 2) + ".";
    }

    private String way(TierFlow.Direction direction) {
        return word(direction).in(locale, grouped(flow.customers(direction)));
    }

    private static Text word(TierFlow.Direction direction) {
        return switch (direction) {
            case RISES -> new Text("{0} rise", "{0} 名上升");
            case STAYS -> new Text("{0} stay", "{0} 名不变");
            case FALLS -> new Text("{0} fall", "{0} 名下降");
        };
    }

    private static Color color(TierFlow.Direction direction) {
        return switch (direction) {
            case RISES -> new Color(0xa6dba0);
            case STAYS -> new Color(0xe0e0e0);
            case FALLS -> new Color(0xfdb863);
        };
    }

    private void draw(Drawing drawing) {
        drawing.text("title-line", letters(20, true, Align.START), 30, 40, title());
        drawing.text("about", letters(13, false, Align.START), 30, 64, about());
        legend(drawing);
        drawing.text(letters(14, true, Align.END), LEFT + NODE, TOP - 14, NOW.in(locale));
        drawing.text(letters(14, true, Align.START), RIGHT, TOP - 14, AFTER.in(locale));
        var before = places(flow.before());
        var after = places(flow.after());
        bands(drawing, new HashMap<>(before), new HashMap<>(after));
        flow.before().forEach(node -> node(drawing, node, before, true));
        flow.after().forEach(node -> node(drawing, node, after, false));
    }

    private void legend(Drawing drawing) {
        var x = 30;
        for (var direction : TierFlow.Direction.values()) {
            box(drawing, color(direction), x, 78, 16, 14);
            drawing.text(
                    "way-" + direction.name(),
                    letters(13, false, Align.START),
                    x + 24,
                    90,
                    way(direction));
            x += 160;
        }
    }

    /** Where each node begins, from the top. */
    private Map<String, Integer> places(List<TierFlow.Node> nodes) {
        var places = new HashMap<String, Integer>();
        var y = TOP;
        for (var node : nodes) {
            places.put(node.tier(), y);
            y += breadth(node.customers()) + GAP;
        }
        return places;
    }

    /** As many nodes as the fuller side has must find room, with the gaps between them. */
    private int breadth(long customers) {
        var nodes = Math.max(flow.before().size(), flow.after().size());
        var room = Math.max(FLOW_HEIGHT / 4, FLOW_HEIGHT - GAP * (nodes - 1));
        return Math.toIntExact(customers * room / Math.max(1, flow.customers()));
    }

    /**
     * @param before where the next band leaves each tier; moves on with each band
     * @param after where the next band reaches each tier; likewise
     */
    private void bands(Drawing drawing, Map<String, Integer> before, Map<String, Integer> after) {
        for (var link : flow.links()) {
            var breadth = breadth(link.customers());
            int from = before.getOrDefault(link.from(), TOP);
            int to = after.getOrDefault(link.to(), TOP);
            before.put(link.from(), from + breadth);
            after.put(link.to(), to + breadth);
            var middle = (LEFT + NODE + RIGHT) / 2;
            var band = new Path2D.Double();
            band.moveTo(LEFT + NODE, from);
            band.curveTo(middle, from, middle, to, RIGHT, to);
            band.lineTo(RIGHT, to + breadth);
            band.curveTo(middle, to + breadth, middle, from + breadth, LEFT + NODE, from + breadth);
            band.closePath();
            drawing.shapes().setColor(color(link.direction()));
            drawing.shapes().fill(band);
            drawing.shapes().setColor(LINE);
            drawing.shapes().draw(band);
            if (breadth >= LEAST_FOR_LETTERS) {
                // Near its beginning, where bands of one tier lie above one another.
                drawing.text(
                        "link-%s-%s".formatted(link.from(), link.to()),
                        letters(12, false, Align.START),
                        LEFT + NODE + 8,
                        from + breadth / 2 + 4,
                        "%s → %s".formatted(grouped(link.customers()), name(link.to())));
            }
        }
    }

    private void node(
            Drawing drawing, TierFlow.Node node, Map<String, Integer> places, boolean left) {
        var y = places.getOrDefault(node.tier(), TOP);
        var height = breadth(node.customers());
        box(drawing, TIER, left ? LEFT : RIGHT, y, NODE, height);
        drawing.text(
                (left ? "before-" : "after-") + node.tier(),
                letters(13, true, left ? Align.END : Align.START),
                left ? LEFT - 10 : RIGHT + NODE + 10,
                y + height / 2 + 5,
                "%s: %s".formatted(name(node.tier()), grouped(node.customers())));
    }

    private static void box(Drawing drawing, Color color, int x, int y, int width, int height) {
        drawing.shapes().setColor(color);
        drawing.shapes().fillRect(x, y, width, height);
        drawing.shapes().setColor(INK);
        drawing.shapes().drawRect(x, y, width, height);
    }

    private String name(String tier) {
        if (tier.isEmpty()) {
            return NONE.in(locale);
        }
        return draft.rankOf(tier) >= 0 || current == null
                ? draft.level(tier).name().in(locale)
                : current.level(tier).name().in(locale);
    }

    private static Letters letters(int size, boolean bold, Align align) {
        return new Letters(size, bold, align, INK);
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
