package io.pondcrm.customer.assessment.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What became of findings since an earlier assessment. */
public record Comparison(List<Compared> all) {

    /** How a finding changed. */
    public enum Change {
        /** It was not there then. */
        NEW,
        /** It was there then, more or less of it. */
        UNCHANGED,
        /** It is there no longer. */
        SOLVED
    }

    public record Compared(Finding finding, Change change) {}

    public Comparison {
        all = List.copyOf(all);
    }

    /** The worst first. */
    public static Comparison of(List<Finding> now, List<Finding> before) {
        var all = new ArrayList<Compared>();
        for (var finding : now) {
            all.add(
                    new Compared(
                            finding,
                            before.stream().anyMatch(finding::isAbout)
                                    ? Change.UNCHANGED
                                    : Change.NEW));
        }
        for (var finding : before) {
            if (now.stream().noneMatch(finding::isAbout)) {
                all.add(new Compared(finding, Change.SOLVED));
            }
        }
        all.sort(
                Comparator.comparing((Compared it) -> it.finding().check().severity())
                        .thenComparing(it -> it.finding().check())
                        .thenComparing(it -> it.finding().subject()));
        return new Comparison(all);
    }
}
