package io.pondcrm.feedback.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.kernel.TypeId;
import org.junit.jupiter.api.Test;

/** Every approved sample of what surveys subscribe to can be read, and names one invitation. */
class CaseSamplesTest {

    @Test
    void each_sample_leads_to_one_invitation_however_often_it_comes() {
        var samples = ContractSamples.of("case.closed.v1");

        assertThat(samples).isNotEmpty();
        for (var sample : samples) {
            var closed = sample.as(CaseClosedV1.class);
            var id = InviteCustomer.invitationId("svy_1", closed.caseId(), closed.closedAt());

            assertThat(TypeId.isValid("inv", id)).isTrue();
            assertThat(InviteCustomer.invitationId("svy_1", closed.caseId(), closed.closedAt()))
                    .isEqualTo(id);
            assertThat(InviteCustomer.invitationId("svy_2", closed.caseId(), closed.closedAt()))
                    .isNotEqualTo(id);
            assertThat(CaseType.valueOf(closed.type()).name()).isEqualTo(closed.type());
        }
    }
}
