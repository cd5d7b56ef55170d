package io.pondcrm.feedback.merge;

import io.pondcrm.feedback.merge.domain.Merge;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a merge lies in MongoDB. It stays after its end, so that news of its beginning that comes
 * late changes nothing.
 *
 * @param customers the two whom it concerns while it stands; none after its end
 */
@Document("merges")
@TypeAlias("merge")
record MergeDocument(
        @Id String id,
        @Indexed String survivorId,
        @Indexed String mergedId,
        @Indexed List<String> customers) {

    static MergeDocument standing(Merge merge) {
        return of(merge, List.of(merge.survivor().value(), merge.merged().value()));
    }

    static MergeDocument ended(Merge merge) {
        return of(merge, List.of());
    }

    private static MergeDocument of(Merge merge, List<String> customers) {
        return new MergeDocument(
                merge.id(), merge.survivor().value(), merge.merged().value(), customers);
    }

    Merge toDomain() {
        return new Merge(id, new CustomerId(survivorId), new CustomerId(mergedId));
    }
}
