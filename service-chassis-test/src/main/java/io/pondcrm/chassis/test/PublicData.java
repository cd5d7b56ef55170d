package io.pondcrm.chassis.test;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What others published and some tests compare with. The files are no part of this project: they
 * lie in the folder that the system property {@code pond.data} names, {@code ../shared/data} beside
 * the project if it names none.
 */
public enum PublicData {
    CDNOW(
            "lifetimes_CDNOW_sample.txt",
            "lifetimes/datasets/CDNOW_sample.txt of github.com/CamDavidsonPilon/lifetimes (MIT)"),
    DONATIONS(
            "lifetimes_donations.csv",
            "lifetimes/datasets/donations.csv of github.com/CamDavidsonPilon/lifetimes (MIT)"),
    ONLINE_RETAIL(
            "online_retail_invoices.csv",
            "made of UCI Online Retail (archive.ics.uci.edu/dataset/352, CC BY 4.0): its lines summed"
                    + " by invoice, those without a customer left out; columns"
                    + " invoice,customer,ts,lines,qty,amount,country");

    private static final String FOLDER = "pond.data";
    private static final String REQUIRED = "pond.data.required";

    private final String fileName;
    private final String origin;

    PublicData(String fileName, String origin) {
        this.fileName = fileName;
        this.origin = origin;
    }

    /**
     * Where it lies. Where it doesn't the test that asks is skipped and says how to get it, or
     * fails so if the system property {@code pond.data.required} is true.
     */
    public Path file() {
        return in(
                Path.of(System.getProperty(FOLDER, "../../shared/data")),
                Boolean.getBoolean(REQUIRED));
    }

    Path in(Path folder, boolean isRequired) {
        var file = folder.resolve(fileName);
        if (!Files.exists(file)) {
            var wanted =
                    "There is no %s. It is %s; name the folder it lies in by -D%s"
                            .formatted(file.toAbsolutePath().normalize(), origin, FOLDER);
            if (isRequired) {
                Assertions.fail(wanted);
            }
            Assumptions.abort(wanted);
        }
        return file;
    }
}
