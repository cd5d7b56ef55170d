package io.pondcrm.segmentation.rfm;

import io.pondcrm.chassis.erasure.Eraser;
import io.pondcrm.chassis.erasure.Members;
import java.util.Collection;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Throws away customers' places in RFM runs; runs keep their counts. */
@Component
class RfmMembersEraser implements Eraser {

    private final MongoOperations mongo;

    RfmMembersEraser(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public String erases() {
        return "rfm-members";
    }

    @Override
    public long erase(Collection<String> ids) {
        return Members.remove(mongo, RfmRunDocument.class, ids, RfmMemberDocument.class);
    }
}
