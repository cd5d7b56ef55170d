package io.pondcrm.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The packaged modules, unpacked into a class path of plain jars: that starts faster than a nested
 * jar, and only that can have an ahead-of-time cache.
 */
final class Installation {

    private final Settings settings;

    Installation(Settings settings) {
        this.settings = settings;
    }

    /** The jar to start, unpacked anew where the module was packaged since. */
    synchronized Path unpack(String module) throws IOException, InterruptedException {
        var packaged = packaged(module);
        var folder = settings.home().resolve("app").resolve(module);
        var jar = folder.resolve(packaged.getFileName());
        var mark = folder.resolve(".extracted");
        if (Files.exists(mark)
                && Files.getLastModifiedTime(mark).compareTo(Files.getLastModifiedTime(packaged))
                        >= 0) {
            return jar;
        }
        delete(folder);
        Files.createDirectories(folder);
        var unpacking =
                new ProcessBuilder(
                                settings.jdk().resolve("bin/java").toString(),
                                "-Djarmode=tools",
                                "-jar",
                                packaged.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(settings.home().resolve("unpack.log").toFile())
                        .start();
        if (unpacking.waitFor() != 0) {
            throw new IOException(
                    "Could not unpack "
                            + packaged
                            + ": see "
                            + settings.home().resolve("unpack.log"));
        }
        Files.createFile(mark);
        return jar;
    }

    /**
     * Where this program's ahead-of-time cache belongs; it is good for exactly this jar, JDK and
     * set of flags.
     */
    Path cache(Program program, Path jar, List<String> flags) throws IOException {
        var key = new CRC32C();
        key.update(
                (jar + "|" + Files.getLastModifiedTime(jar) + "|" + settings.jdk() + "|" + flags)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return settings.home()
                .resolve("aot")
                .resolve(
                        program.name()
                                + "-"
                                + HexFormat.of().toHexDigits(key.getValue()).substring(8)
                                + ".aot");
    }

    private Path packaged(String module) throws IOException {
        var target = settings.root().resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (var files = Files.list(target)) {
                var newest =
                        files.filter(it -> it.toString().endsWith("-boot.jar"))
                                .max(Comparator.comparing(it -> it.toFile().lastModified()));
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new IOException(module + " is not packaged yet: run mvn -DskipTests package");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
