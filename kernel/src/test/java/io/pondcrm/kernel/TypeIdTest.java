package io.pondcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypeIdTest {

    /** Examples of the TypeID specification 0.3, file valid.json. */
    @Test
    void writes_the_published_examples() {
        assertThat(TypeId.of("prefix", UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057")))
                .isEqualTo("prefix_01h455vb4pex5vsknk084sn02q");
        assertThat(TypeId.of("a", new UUID(0, 0))).isEqualTo("a_00000000000000000000000000");
        assertThat(TypeId.of("a", new UUID(-1, -1))).isEqualTo("a_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    @Test
    void reads_back_what_it_wrote() {
        var random = new Random(7);
        for (var round = 0; round < 1_000; round++) {
            var uuid = new UUID(random.nextLong(), random.nextLong());
            assertThat(TypeId.uuid("txn", TypeId.of("txn", uuid))).isEqualTo(uuid);
        }
        assertThatThrownBy(() -> TypeId.uuid("txn", "cus_01h455vb4pex5vsknk084sn02q"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knows_its_own_kind() {
        assertThat(TypeId.isValid("cus", "cus_01h455vb4pex5vsknk084sn02q")).isTrue();
        assertThat(TypeId.isValid("cus", "job_01h455vb4pex5vsknk084sn02q")).isFalse();
        assertThat(TypeId.isValid("cus", "cus_81h455vb4pex5vsknk084sn02q")).isFalse();
        assertThat(TypeId.isValid("cus", "cus_01h455vb4pex5vsknk084sn02")).isFalse();
        assertThat(TypeId.isValid("cus", "cus_01H455vb4pex5vsknk084sn02q")).isFalse();
        assertThat(TypeId.isValid("cus", "")).isFalse();
    }

    @Test
    void a_wrong_id_is_refused_without_repeating_it() {
        assertThatThrownBy(() -> new CustomerId("w@example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("example");
    }
}
