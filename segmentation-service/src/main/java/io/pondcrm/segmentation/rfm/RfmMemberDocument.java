package io.pondcrm.segmentation.rfm;

import io.pondcrm.segmentation.rfm.domain.RfmRun;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One customer's place in one run.
 *
 * @param id the run's and the customer's
 */
@Document("rfmMembers")
@TypeAlias("rfmMember")
@CompoundIndex(name = "run", def = "{'run': 1, '_id': 1}")
@CompoundIndex(name = "segment", def = "{'run': 1, 'segment': 1, '_id': 1}")
record RfmMemberDocument(
        @Id String id,
        String run,
        String customer,
        String segment,
        int lastDay,
        int frequency,
        String monetary,
        int recencyScore,
        int frequencyScore,
        int monetaryScore,
        String cell) {

    static RfmMemberDocument of(String run, RfmRun.Member member) {
        return new RfmMemberDocument(
                run + ":" + member.customer().value(),
                run,
                member.customer().value(),
                member.segment().name(),
                member.values().lastDay(),
                member.values().frequency(),
                member.values().monetary().toPlainString(),
                member.scores().recency(),
                member.scores().frequency(),
                member.scores().monetary(),
                member.scores().cell());
    }
}
