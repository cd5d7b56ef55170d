package io.pondcrm.suite;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one command: {@code pond demo | up | down | status | token | import | logs | doctor}. */
@Command(
        name = "pond",
        mixinStandardHelpOptions = true,
        version = "PondCRM 0.1",
        description =
                "Runs PondCRM on this machine: broker, store, tokens, mail, services and gateway. Data stays under .pond/.",
        footer = {
            "",
            "Ports: POND_PORT_GATEWAY=8080, POND_PORT_CUSTOMER, POND_PORT_STORE, ... Data: POND_HOME."
        },
        subcommands = {
            Pond.DemoCommand.class,
            Pond.Up.class,
            Pond.Down.class,
            Pond.Status.class,
            Pond.Token.class,
            Pond.Import.class,
            Pond.VerifyReceipt.class,
            Pond.Logs.class,
            Pond.DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Pond {

    private final Settings settings;
    private final Terminal terminal;
    private final Processes processes;
    private final Suite suite;

    Pond(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.processes = new Processes(settings);
        this.suite = new Suite(processes, terminal);
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /**
     * @param arguments see {@code pond help}
     */
    public static void main(String[] arguments) {
        int code;
        try {
            var out = utf8(FileDescriptor.out);
            var pond = new Pond(Settings.of(System::getenv), new Terminal(out, isTerminal()));
            var commands = pond.commands();
            commands.setErr(new PrintWriter(utf8(FileDescriptor.err), true));
            code = commands.execute(arguments.length == 0 ? new String[] {"help"} : arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** What {@code pond} understands; nothing is started or stopped before it is executed. */
    CommandLine commands() {
        var commands = new CommandLine(this);
        commands.setExecutionExceptionHandler((failure, line, _) -> {
            line.getErr().println(failure.getMessage());
            return 1;
        });
        return commands;
    }

    private abstract static class Task implements Callable<Integer> {

        @CommandLine.ParentCommand @Nullable Pond pond;

        @CommandLine.Spec @Nullable CommandSpec spec;

        Pond pond() {
            return Objects.requireNonNull(pond);
        }

        /** What to throw where names are given that nothing has. */
        CommandLine.ParameterException unknown(List<String> names, List<String> valid) {
            var given = String.join(", ", names);
            var choices = String.join(", ", valid);
            return new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "There is no %s; there are %s.\n没有 %s；可选：%s。"
                            .formatted(given, choices, given, choices));
        }

        @Override
        public Integer call() throws Exception {
            run();
            return 0;
        }

        abstract void run() throws Exception;
    }

    @Command(
            name = "up",
            description = {
                "Start what is not running, and wait until all of it is healthy.",
                "With services named, only these, the gateway and what they need: store, broker, token issuer"
                        + " with mail sink. What runs already stays."
            })
    static final class Up extends Task {
        @Parameters(
                arity = "0..*",
                paramLabel = "SERVICE",
                description =
                        "customer, segmentation, engagement, feedback, churn or gateway; all if none is named")
        List<String> services = List.of();

        @Override
        void run() throws Exception {
            var all = pond().processes.names();
            switch (Selection.of(all, services)) {
                case Selection.Programs(var names) -> pond().suite.up(names);
                case Selection.Unknown(var names, var valid) -> throw unknown(names, valid);
            }
            pond().terminal
                    .line(
                            "  API %s/api/v1   docs %s/docs   mails %s/mails",
                            pond().settings.gateway(),
                            pond().settings.gateway(),
                            pond().settings.issuer());
        }
    }

    @Command(name = "down", description = "Stop everything; data is kept.")
    static final class Down extends Task {
        @Override
        void run() throws Exception {
            pond().suite.down();
        }
    }

    @Command(
            name = "status",
            description = {
                "What runs, where, and with how much memory.",
                "Exits with 0 if something was started and all of that is ready, else with 1."
            })
    static final class Status implements Callable<Integer> {

        @CommandLine.ParentCommand @Nullable Pond pond;

        @Override
        public Integer call() {
            return Objects.requireNonNull(pond).suite.status() ? 0 : 1;
        }
    }

    @Command(
            name = "token",
            description = "Print an access token of a demo client: front-end, partner-shop or ops.")
    static final class Token extends Task {
        @Parameters(paramLabel = "<client>", description = "front-end, partner-shop or ops")
        String client = "";

        @Override
        void run() throws Exception {
            System.out.println(new Api(pond().settings, client).token());
        }
    }

    @Command(
            name = "import",
            description =
                    "Send a CSV or NDJSON file of customers or transactions, and watch it go in.")
    static final class Import extends Task {
        @Parameters(index = "0", paramLabel = "<customers|transactions>")
        String kind = "";

        @Parameters(index = "1", paramLabel = "FILE")
        @Nullable Path file;

        @Option(
                names = "--system",
                required = true,
                paramLabel = "NAME",
                description = "The partner system whose keys the file uses.")
        String system = "";

        @Option(
                names = "--mapping",
                paramLabel = "FILE",
                description = "Store this mapping of columns for the system first.")
        @Nullable Path mapping;

        @Override
        void run() throws Exception {
            if (!kind.equals("customers") && !kind.equals("transactions")) {
                throw new IOException("Import customers or transactions, not " + kind);
            }
            if (file == null || !Files.isRegularFile(file)) {
                throw new IOException("There is no file " + file);
            }
            var imports = new Imports(new Api(pond().settings, "ops"), pond().terminal);
            if (mapping != null) {
                imports.map(kind, system, mapping);
            }
            var job = imports.run(kind, system, file);
            if (job.path("counters").path("rejected").asLong() > 0) {
                pond().terminal
                        .line(
                                "  Rejected rows with their reasons: %s",
                                job.path("rejectsUrl").asString());
            }
        }
    }

    @Command(
            name = "verify-receipt",
            description = {
                "Check the receipt of an erasure, without any server.",
                "Exits with 0 if every statement in it is signed as it stands, else with 1 and what is wrong."
            })
    static final class VerifyReceipt implements Callable<Integer> {

        @CommandLine.Spec @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The receipt, as the API answered it.")
        @Nullable Path file;

        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description =
                        "Public keys (a JWK set) that you trust; those that the receipt brings if left out.")
        @Nullable Path keys;

        @Override
        public Integer call() throws IOException {
            var commands = Objects.requireNonNull(spec).commandLine();
            var result = ReceiptCheck.of(Objects.requireNonNull(file), keys);
            if (!result.isGood()) {
                result.flaws().forEach(commands.getErr()::println);
                return 1;
            }
            commands.getOut()
                    .printf(
                            "ok: %s have signed%n%s %s%n",
                            String.join(", ", result.services()),
                            keys == null
                                    ? "By keys that the receipt brings; compare them with the company's:"
                                    : "By keys that you trust:",
                            String.join(" ", result.keys()));
            commands.getOut().flush();
            return 0;
        }
    }

    @Command(name = "logs", description = "Print the end of a program's log.")
    static final class Logs extends Task {
        @Parameters(arity = "0..1", paramLabel = "<program>")
        @Nullable String name;

        @Override
        void run() throws Exception {
            var processes = pond().processes;
            var all = processes.names();
            var wanted = name;
            if (wanted != null && !all.contains(wanted)) {
                throw unknown(List.of(wanted), all);
            }
            for (var each : wanted == null ? all : List.of(wanted)) {
                pond().terminal
                        .heading(
                                "%s  %s  %s"
                                        .formatted(
                                                each,
                                                processes.state(each),
                                                processes.logFile(each)));
                pond().terminal.line(pond().suite.tail(each));
            }
        }
    }

    @Command(
            name = "doctor",
            description = "Check this machine, and say what to do about what is missing.")
    static final class DoctorCommand extends Task {
        @Override
        void run() throws Exception {
            new Doctor(pond().settings, pond().processes, pond().terminal).examine();
        }
    }

    @Command(
            name = "demo",
            description = "Start all, load a sample company, and show what PondCRM makes of it.")
    static final class DemoCommand extends Task {
        @Override
        void run() throws Exception {
            pond().suite.up();
            new Demo(pond().settings, pond().terminal).run();
        }
    }
}
