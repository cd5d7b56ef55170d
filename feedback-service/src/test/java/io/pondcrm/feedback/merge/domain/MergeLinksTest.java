package io.pondcrm.feedback.merge.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeLinksTest {

    static final CustomerId ADA = new CustomerId("cus_01h455vb4pex5vsknk084sn02a");
    static final CustomerId BOB = new CustomerId("cus_01h455vb4pex5vsknk084sn02b");
    static final CustomerId CAM = new CustomerId("cus_01h455vb4pex5vsknk084sn02c");
    static final CustomerId DAN = new CustomerId("cus_01h455vb4pex5vsknk084sn02d");

    @Test
    void who_was_never_merged_is_alone() {
        var links = new MergeLinks(List.of());

        assertThat(links.survivorOf(ADA)).isEqualTo(ADA);
        assertThat(links.selvesOf(ADA)).containsExactly(ADA);
    }

    @Test
    void a_chain_leads_to_its_end_from_everywhere() {
        var links =
                new MergeLinks(
                        List.of(
                                new Merge("mrg_1", BOB, ADA),
                                new Merge("mrg_2", DAN, BOB),
                                new Merge("mrg_3", DAN, CAM)));

        assertThat(List.of(ADA, BOB, CAM, DAN))
                .allSatisfy(it -> {
                    assertThat(links.survivorOf(it)).isEqualTo(DAN);
                    assertThat(links.selvesOf(it)).containsExactly(DAN, ADA, BOB, CAM);
                });
    }

    @Test
    void where_the_end_of_a_merge_was_not_heard_of_yet_the_newer_one_counts() {
        var elsewhere =
                new MergeLinks(List.of(new Merge("mrg_1", BOB, ADA), new Merge("mrg_2", CAM, ADA)));
        var theOtherWay =
                new MergeLinks(List.of(new Merge("mrg_1", BOB, ADA), new Merge("mrg_2", ADA, BOB)));

        assertThat(elsewhere.selvesOf(ADA)).containsExactly(CAM, ADA);
        assertThat(elsewhere.selvesOf(BOB)).containsExactly(BOB);
        assertThat(theOtherWay.selvesOf(BOB)).containsExactly(ADA, BOB);
    }
}
