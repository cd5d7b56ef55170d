package io.pondcrm.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
            Pond.Logs.class,
            Pond.DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Pond {

    private final Settings settings = Settings.of(System::getenv);
    private final Terminal terminal =
            new Terminal(
                    new java.io.PrintStream(
                            new java.io.FileOutputStream(java.io.FileDescriptor.out),
                            true,
                            StandardCharsets.UTF_8),
                    isTerminal());
    private final Processes processes = new Processes(settings);
    private final Suite suite = new Suite(processes, terminal);

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /**
     * @param arguments see {@code pond help}
     */
    public static void main(String[] arguments) {
        int code;
        try {
            var commands = new CommandLine(new Pond());
            commands.setExecutionExceptionHandler((failure, line, _) -> {
                line.getErr().println(failure.getMessage());
                return 1;
            });
            code = commands.execute(arguments.length == 0 ? new String[] {"help"} : arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    private abstract static class Task implements Callable<Integer> {

        @CommandLine.ParentCommand @Nullable Pond pond;

        Pond pond() {
            return java.util.Objects.requireNonNull(pond);
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
            description = "Start what is not running, and wait until all of it is healthy.")
    static final class Up extends Task {
        @Override
        void run() throws Exception {
            pond().suite.up();
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

    @Command(name = "status", description = "What runs, where, and with how much memory.")
    static final class Status extends Task {
        @Override
        void run() {
            pond().suite.status();
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

    @Command(name = "logs", description = "Print the end of a program's log.")
    static final class Logs extends Task {
        @Parameters(arity = "0..1", paramLabel = "<program>")
        @Nullable String name;

        @Override
        void run() throws Exception {
            var wanted = name;
            for (var each : wanted == null ? pond().processes.names() : Arrays.asList(wanted)) {
                pond().terminal.heading(each + "  " + pond().processes.logFile(each));
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
