package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboard draws is what running services say of themselves. */
@ExtendWith(RunningSuite.class)
class DashboardIT {

    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?!\\s*\\()");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)[{ ]");

    /** Counted from the first dead letter on; the chassis' own tests see it. */
    private static final String LATER = "dlt_total";

    @Test
    void every_metric_of_the_dashboard_is_measured(Pond pond) throws Exception {
        var drawn = new TreeSet<String>();
        for (var panel :
                JsonMapper.shared()
                        .readTree(Path.of("../docker/grafana/dashboards/pondcrm.json").toFile())
                        .path("panels")) {
            for (var target : panel.path("targets")) {
                METRIC.matcher(target.path("expr").asString())
                        .results()
                        .forEach(it -> drawn.add(it.group()));
            }
        }
        assertThat(drawn).hasSizeGreaterThan(5).contains(LATER);

        var measured = new TreeSet<String>(List.of(LATER));
        for (var port : Port.SERVICES) {
            SAMPLE.matcher(new Metrics(pond.settings.port(port)).text())
                    .results()
                    .forEach(it -> measured.add(it.group(1)));
        }

        assertThat(measured).containsAll(drawn);
    }
}
