package io.pondcrm.segmentation.abc;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.erasure.Members;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Throws away customers' places in classifications, which keep their counts and sums. */
@Component
class AbcMembersEraser implements Eraser {

    private final MongoOperations mongo;

    AbcMembersEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "abc-members";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Members.remove(
                mongo,
                AbcDocument.class,
                ids,
                AbcMemberDocument.class,
                AbcUnmeasuredDocument.class);
    }
}
