package io.pondcrm.segmentation.modelrun;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What came after one category: a row of a forecast's transition counts. Names of categories are
 * data, not fields, and so lie in a list beside their counts.
 */
@Document("modelRows")
@TypeAlias("modelRow")
@CompoundIndex(name = "source", def = "{'run': 1, 'source': 1}")
record FollowedDocument(
        @Id String id, String run, String source, List<String> categories, List<Double> counts) {

    static FollowedDocument of(String run, int number, String source, Map<String, Double> row) {
        return new FollowedDocument(
                run + ":" + number,
                run,
                source,
                List.copyOf(row.keySet()),
                List.copyOf(row.values()));
    }

    Map<String, Double> row() {
        return zip(categories, counts);
    }

    static Map<String, Double> zip(List<String> names, List<Double> values) {
        var zipped = new TreeMap<String, Double>();
        for (var index = 0; index < names.size(); index++) {
            zipped.put(names.get(index), values.get(index));
        }
        return zipped;
    }
}
