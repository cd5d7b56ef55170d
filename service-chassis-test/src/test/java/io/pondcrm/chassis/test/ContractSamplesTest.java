package io.pondcrm.chassis.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.test.ContractSamples.Sample;
import io.pondcrm.exemplar.contracts.ParcelSentV1;
import org.junit.jupiter.api.Test;

class ContractSamplesTest {

    @Test
    void samples_are_found_by_type_and_read_as_consumers_read() {
        var samples = ContractSamples.of("parcel.sent.v1");

        assertThat(samples).extracting(Sample::name).containsExactly("from-the-future", "full");
        assertThat(samples)
                .extracting(it -> it.as(ParcelSentV1.class))
                .containsOnly(new ParcelSentV1("parcel_1"));
        assertThat(ContractSamples.all()).containsAll(samples);
        assertThat(ContractSamples.of("nobody.sent.v1")).isEmpty();
    }
}
