package io.pondcrm.suite;

/** Loads a sample company through the API and shows what comes of it. */
final class Demo {

    private final Settings settings;
    private final Terminal terminal;

    Demo(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    void run() throws Exception {
        terminal.line(settings.gateway());
    }
}
