package io.pondcrm.segmentation.matrix;

import io.pondcrm.segmentation.abc.domain.AbcClass;
import io.pondcrm.segmentation.lifecycle.domain.LifecycleScheme;
import io.pondcrm.segmentation.lifecycle.domain.Stage;
import io.pondcrm.segmentation.rfm.domain.Grid;
import io.pondcrm.segmentation.rfm.domain.RfmModel;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** A grouping that each customer is in once at most, and where a standing keeps it. */
enum Dimension {
    TIER("tier"),
    STAGE("stage"),
    RFM_SEGMENT("rfmSegment"),
    ABC_CLASS("abcClass");

    private final String wireName;

    Dimension(String wireName) {
        this.wireName = wireName;
    }

    static Optional<Dimension> find(String wireName) {
        return Arrays.stream(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
    }

    String wireName() {
        return wireName;
    }

    /** Gives a customer's value in an aggregation; nothing where there is none. */
    Object expression(Schemes schemes) {
        return switch (this) {
            case TIER ->
                    schemes.ofMainTiers()
                            ? "$tier.tier"
                            : inList("$schemes", "scheme", schemes.tiers(), "tier");
            case STAGE ->
                    schemes.ofMainLifecycle()
                            ? "$lifecycle.stage"
                            : inList("$stages", "scheme", schemes.lifecycle().id(), "stage");
            case RFM_SEGMENT -> inList("$rfm", "model", RfmModel.MAIN, "segment");
            case ABC_CLASS -> "$abc.abcClass";
        };
    }

    /** One member of the element that names what is meant. */
    private static Document inList(String list, String key, String name, String member) {
        var isMeant = new Document("$eq", List.of("$$it." + key, name));
        var meant =
                new Document(
                        "$filter",
                        new Document("input", new Document("$ifNull", List.of(list, List.of())))
                                .append("as", "it")
                                .append("cond", isMeant));
        var values =
                new Document(
                        "$map",
                        new Document("input", meant)
                                .append("as", "it")
                                .append("in", "$$it." + member));
        return new Document("$arrayElemAt", List.of(values, 0));
    }

    /** Which tiers and stages are meant. */
    record Schemes(
            String tiers,
            boolean ofMainTiers,
            LifecycleScheme lifecycle,
            boolean ofMainLifecycle) {}

    /** All the values there can be, in their own order. */
    List<String> values(Schemes schemes, HeldTiers tiers) {
        return switch (this) {
            case TIER -> tiers.listTiers(schemes.tiers());
            case STAGE -> schemes.lifecycle().stages().stream().map(Stage::name).toList();
            case RFM_SEGMENT -> new Grid.TenNames().segments().stream().map(Enum::name).toList();
            case ABC_CLASS -> Arrays.stream(AbcClass.values()).map(AbcClass::name).toList();
        };
    }
}
