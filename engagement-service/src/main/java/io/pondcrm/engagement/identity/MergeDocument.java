package io.pondcrm.engagement.identity;

import io.pondcrm.engagement.identity.domain.Identity;
import io.pondcrm.kernel.CustomerId;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A merge as we heard of it. One that was undone stays, for news of its beginning may come later.
 */
@Document("merges")
@TypeAlias("merge")
@CompoundIndex(name = "survivor", def = "{'survivorId': 1}")
@CompoundIndex(name = "merged", def = "{'mergedId': 1}")
record MergeDocument(@Id String id, String survivorId, String mergedId, boolean undone) {

    static MergeDocument of(Identity.Merge it) {
        return new MergeDocument(
                it.id(), it.survivor().value(), it.merged().value(), it.isUndone());
    }

    Identity.Merge toDomain() {
        return new Identity.Merge(id, new CustomerId(survivorId), new CustomerId(mergedId), undone);
    }
}
