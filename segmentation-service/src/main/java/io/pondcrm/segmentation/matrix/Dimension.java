package io.pondcrm.segmentation.matrix;

import io.pondcrm.segmentation.abc.domain.AbcClass;
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
    Object expression() {
        return switch (this) {
            case TIER -> "$tier.tier";
            case STAGE -> "$lifecycle.stage";
            case RFM_SEGMENT -> ofMainModel();
            case ABC_CLASS -> "$abc.abcClass";
        };
    }

    private static Document ofMainModel() {
        var isMain = new Document("$eq", List.of("$$it.model", RfmModel.MAIN));
        var main =
                new Document(
                        "$filter",
                        new Document("input", "$rfm").append("as", "it").append("cond", isMain));
        var segments =
                new Document(
                        "$map",
                        new Document("input", main)
                                .append("as", "it")
                                .append("in", "$$it.segment"));
        return new Document("$arrayElemAt", List.of(segments, 0));
    }

    /** All the values there can be, in their own order. */
    List<String> values(HeldTiers tiers) {
        return switch (this) {
            case TIER -> tiers.listTiers(tiers.listSchemes().getFirst());
            case STAGE -> Arrays.stream(Stage.values()).map(Stage::name).toList();
            case RFM_SEGMENT -> new Grid.TenNames().segments().stream().map(Enum::name).toList();
            case ABC_CLASS -> Arrays.stream(AbcClass.values()).map(AbcClass::name).toList();
        };
    }
}
