package io.pondcrm.chassis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class PublicDataTest {

    @Test
    void a_file_that_is_there_is_found(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("lifetimes_donations.csv"));

        assertThat(PublicData.DONATIONS.in(folder, true)).isEqualTo(file);
    }

    @Test
    void who_asks_for_an_absent_file_is_skipped_or_fails_and_hears_how_to_get_it(
            @TempDir Path folder) {
        for (var data : PublicData.values()) {
            assertThatThrownBy(() -> data.in(folder, false))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("It is ")
                    .hasMessageContaining("-Dpond.data");
            assertThatThrownBy(() -> data.in(folder, true))
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("-Dpond.data");
        }
    }
}
