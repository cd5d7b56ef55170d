package io.pondcrm.benchmarks;

import io.pondcrm.suite.Api;
import io.pondcrm.suite.Processes;
import io.pondcrm.suite.Processes.Sizing;
import io.pondcrm.suite.Settings;
import io.pondcrm.suite.Suite;
import io.pondcrm.suite.Terminal;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts a suite of its own, measures, and prints a table. Choose by name: {@code start import
 * gateway tier scoring clv segment scores search heap}; all of them unless some are named.
 */
public final class Benchmarks {

    /**
     * One figure.
     *
     * @param what was measured
     * @param measured the figure with its unit
     * @param against the peer or limit, and its figure in the same run
     * @param ratio how the two compare
     * @param limit what it must keep, and the goal beyond it
     */
    record Figure(String what, String measured, String against, String ratio, String limit) {}

    private Benchmarks() {}

    public static void main(String[] names) throws Exception {
        var wanted =
                names.length == 0
                        ? List.of(
                                "start", "import", "gateway", "tier", "scoring", "clv", "segment",
                                "scores", "search", "heap")
                        : Arrays.asList(names);
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(out, false);
        var figures = new ArrayList<Figure>();
        if (wanted.contains("scoring")) {
            figures.addAll(ScoringRun.measure());
        }
        if (wanted.contains("clv")) {
            figures.addAll(ClvFitRun.measure());
        }
        if (wanted.contains("segment")) {
            figures.addAll(SegmentRun.measure());
        }
        var settings = Settings.of(System::getenv);
        if (wanted.stream().anyMatch(List.of("import", "gateway", "tier", "segment")::contains)) {
            var suite = new Suite(new Processes(settings, Sizing.SERVER), terminal);
            try {
                suite.up();
                Calm.awaitFirstAnswers(new Api(settings, "ops"));
                if (wanted.contains("import")) {
                    figures.addAll(new ImportRate(settings, terminal).measure());
                }
                if (wanted.contains("tier")) {
                    figures.addAll(new TierLatency(settings).measure());
                }
                if (wanted.contains("gateway")) {
                    figures.addAll(new GatewayCost(settings).measure());
                }
                // The last: hundreds of thousands of customers stay behind it.
                if (wanted.contains("segment")) {
                    figures.addAll(new SegmentScale(settings).measure());
                }
            } finally {
                suite.down();
            }
        }
        if (wanted.contains("scores")) {
            figures.addAll(scores(settings, terminal));
        }
        if (wanted.contains("search")) {
            figures.addAll(among("search", settings, terminal, it -> it.readAmong(100_000)));
        }
        if (wanted.contains("heap")) {
            figures.addAll(among("heap", settings, terminal, it -> it.importWithin(200_000)));
        }
        if (wanted.contains("start")) {
            figures.addAll(start(settings, terminal));
        }
        out.println();
        out.println("| what | measured | against | ratio | must keep |");
        out.println("|---|---|---|---|---|");
        for (var figure : figures) {
            out.printf(
                    "| %s | %s | %s | %s | %s |%n",
                    figure.what(),
                    figure.measured(),
                    figure.against(),
                    figure.ratio(),
                    figure.limit());
        }
    }

    /** On a store of its own: others would have scored the same customers before. */
    private static List<Figure> scores(Settings settings, Terminal terminal) throws Exception {
        var own =
                new Settings(
                        settings.root(),
                        settings.home().resolve("scores"),
                        settings.jdk(),
                        settings.ports());
        var suite = new Suite(new Processes(own, Sizing.SERVER), terminal);
        try {
            suite.up();
            Calm.awaitFirstAnswers(new Api(own, "ops"));
            return new ScoringScale(own).measure();
        } finally {
            suite.down();
        }
    }

    private interface Measuring {
        List<Figure> of(CustomerScale scale) throws Exception;
    }

    /** On a store of its own, and without the services that would only follow. */
    private static List<Figure> among(
            String home, Settings settings, Terminal terminal, Measuring measuring)
            throws Exception {
        var own =
                new Settings(
                        settings.root(),
                        settings.home().resolve(home),
                        settings.jdk(),
                        settings.ports());
        var suite = new Suite(new Processes(own, Sizing.SERVER), terminal);
        try {
            suite.up(CustomerScale.PROGRAMS);
            return measuring.of(new CustomerScale(own, terminal));
        } finally {
            suite.down();
        }
    }

    /** As {@code pond} starts it, with the sample company in it. */
    private static List<Figure> start(Settings settings, Terminal terminal) throws Exception {
        var own =
                new Settings(
                        settings.root(),
                        settings.home().resolve("start"),
                        settings.jdk(),
                        settings.ports());
        var suite = new Suite(new Processes(own), terminal);
        try {
            suite.up();
            new ImportRate(own, terminal).load();
            suite.down();
            var took = suite.up();
            return List.of(
                    new Figure(
                            "second `./pond up` to all nine healthy",
                            "%.1f s".formatted(took.toMillis() / 1000.0),
                            "limit 45 s",
                            "%.2f".formatted(took.toMillis() / 45_000.0),
                            "≤ 45 s (goal 20 s)"),
                    new Figure(
                            "memory of all processes together",
                            "%,d MB".formatted(suite.residentMegabytes()),
                            "limit 2,500 MB",
                            "%.2f".formatted(suite.residentMegabytes() / 2_500.0),
                            "≤ 2,500 MB (goal 2,000 MB)"));
        } finally {
            suite.down();
        }
    }
}
