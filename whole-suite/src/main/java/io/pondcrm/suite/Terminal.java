package io.pondcrm.suite;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What people see: lines, and bars that move where the output is a terminal. */
public final class Terminal {

    private static final int WIDTH = 32;

    private final PrintStream out;
    private final boolean moving;
    private String lastBar = "";

    /**
     * @param moving whether the output is a terminal, on which a line may be written over
     */
    public Terminal(PrintStream out, boolean moving) {
        this.out = out;
        this.moving = moving;
    }

    /** A line of words. */
    public void line(String text, Object... args) {
        clear();
        out.println(args.length == 0 ? text : String.format(Locale.ROOT, text, args));
    }

    void heading(String text) {
        line("");
        line(moving ? "\u001b[1m" + text + "\u001b[0m" : text);
    }

    /** A bar of work under way; where nothing moves it stays silent until {@link #done}. */
    void progress(String label, long done, long total, String note) {
        if (!moving) {
            return;
        }
        lastBar =
                String.format(
                        Locale.ROOT,
                        "  %-26s %s %3d%%  %s",
                        label,
                        bar(done, total),
                        total == 0 ? 0 : Math.min(100, done * 100 / total),
                        note);
        out.print("\r" + lastBar + "\u001b[K");
        out.flush();
    }

    void done(String label, Duration took, String note) {
        line("  %-26s %s in %.1f s", label, note, took.toMillis() / 1000.0);
    }

    /** One row of a distribution. */
    void share(String label, long count, long total) {
        line(
                "  %-22s %s %,8d  %5.1f%%",
                label, bar(count, total), count, total == 0 ? 0.0 : count * 100.0 / total);
    }

    static String bar(long part, long whole) {
        var eighths =
                whole <= 0 ? 0 : (int) Math.min(WIDTH * 8L, Math.max(0, part) * WIDTH * 8 / whole);
        var bar = new StringBuilder("█".repeat(eighths / 8));
        if (eighths % 8 > 0) {
            bar.append((char) ('█' + (8 - eighths % 8)));
        }
        return bar.append("·".repeat(WIDTH - bar.length())).toString();
    }

    private void clear() {
        if (!lastBar.isEmpty()) {
            out.print("\r\u001b[K");
            lastBar = "";
        }
    }
}
