package io.pondcrm.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.Settings.Port;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands, in a home where nothing was ever started; nothing here starts a program. */
class PondTest {

    private static final String CHOICES =
            "customer, segmentation, engagement, feedback, churn, gateway";

    @TempDir private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();
    private ServerSocket store;
    private CommandLine commands;

    @BeforeEach
    void aHomeWhoseStoreListens() throws IOException {
        store = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var settings = new Settings(home, home, home, Map.of(Port.STORE, store.getLocalPort()));
        commands =
                new Pond(settings, new Terminal(new PrintStream(out, true, UTF_8), false))
                        .commands();
        commands.setErr(new PrintWriter(errors, true));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void up_takes_any_number_of_services() {
        assertThat(servicesOf("up")).isEmpty();
        assertThat(servicesOf("up", "customer", "segmentation"))
                .containsExactly("customer", "segmentation");
    }

    private List<String> servicesOf(String... arguments) {
        var up = commands.parseArgs(arguments).subcommand().commandSpec().userObject();
        return ((Pond.Up) up).services;
    }

    @Test
    void a_service_that_does_not_exist_is_refused_before_anything_starts() {
        assertThat(commands.execute("up", "customer", "crm")).isEqualTo(2);

        assertThat(errors.toString())
                .contains("There is no crm; there are " + CHOICES + ".")
                .contains("没有 crm；可选：" + CHOICES + "。");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void the_log_of_a_program_that_does_not_exist_is_refused_alike() {
        assertThat(commands.execute("logs", "crm")).isEqualTo(2);

        assertThat(errors.toString())
                .contains("There is no crm; there are store, broker, issuer, " + CHOICES);
    }

    @Test
    void where_nothing_was_started_nothing_is_well_and_nothing_has_failed() {
        assertThat(commands.execute("status")).isEqualTo(1);

        assertThat(out.toString(UTF_8).lines().skip(1).limit(9))
                .allSatisfy(it -> assertThat(it).endsWith("  not started"));
        assertThat(out.toString(UTF_8)).contains("0 MB  0 of 9 ready");
    }

    @Test
    void a_service_that_nobody_asked_for_is_no_failure() throws IOException {
        started("store", ProcessHandle.current());

        assertThat(commands.execute("status")).isZero();

        assertThat(stateOf("store")).endsWith("MB  ready");
        assertThat(stateOf("churn")).endsWith("-  not started");
        assertThat(out.toString(UTF_8)).contains("1 of 9 ready");
    }

    @Test
    void a_service_that_ended_by_itself_is_a_failure() throws Exception {
        started("store", ProcessHandle.current());
        var churn = new ProcessBuilder("cat").start();
        started("churn", churn.toHandle());
        churn.getOutputStream().close();
        churn.waitFor();

        assertThat(commands.execute("status")).isEqualTo(1);

        assertThat(stateOf("churn")).endsWith("-  ended: see ./pond logs churn");
    }

    @Test
    void a_service_that_runs_and_does_not_answer_is_a_failure() throws Exception {
        started("store", ProcessHandle.current());
        store.close();

        assertThat(commands.execute("status")).isEqualTo(1);

        assertThat(stateOf("store")).endsWith("MB  not ready: see ./pond logs store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "churn"})
    void a_log_is_shown_with_how_its_program_is(String program) throws IOException {
        started("store", ProcessHandle.current());
        Files.createDirectories(home.resolve("logs"));
        Files.writeString(home.resolve("logs/store.log"), "100% of it\n");

        assertThat(commands.execute("logs", program)).isZero();

        assertThat(out.toString(UTF_8))
                .contains(
                        program.equals("store")
                                ? List.of("store  ready  " + home, "100% of it")
                                : List.of("churn  not started  " + home, "(no log)"));
    }

    private void started(String program, ProcessHandle process) throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(
                home.resolve("run").resolve(program + ".pid"),
                process.pid() + "\n" + process.info().startInstant().orElseThrow() + "\n");
    }

    private String stateOf(String program) {
        return out.toString(UTF_8)
                .lines()
                .filter(it -> it.startsWith("  " + program + " "))
                .findFirst()
                .orElseThrow();
    }
}
