package io.pondcrm.chassis.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiApprovalTest {

    private static final String NOW = Documents.parcels().toString();
    private static final String WIDER =
            NOW.replace("\"note\":", "\"color\":{\"type\":\"string\"},\"note\":");
    private static final String NARROWER = NOW.replace("\"maxLength\":100", "\"maxLength\":1");

    @TempDir Path directory;

    @Test
    void the_first_document_must_be_approved() {
        assertThatThrownBy(() -> check(NOW, ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dpond.approve=true");

        check(NOW, "true");

        check(NOW, "");
    }

    @Test
    void nothing_is_approved_where_the_build_says_that_nobody_asked() {
        assertThatThrownBy(() -> check(NOW, OpenApiApproval.asked("false")))
                .isInstanceOf(AssertionError.class);
        assertThat(OpenApiApproval.asked("breaking")).isEqualTo("breaking");
    }

    @Test
    void where_it_is_served_does_not_matter() throws Exception {
        check(NOW, "true");

        check(NOW.replace("localhost:8081", "example.org"), "");
        assertThat(Files.readString(file())).doesNotContain("servers").endsWith("}\n");
    }

    @Test
    void a_change_is_named_and_can_be_approved() {
        check(NOW, "true");

        assertThatThrownBy(() -> check(WIDER, ""))
                .hasMessageContaining("/components/schemas/NewParcel/properties/color is new");
        check(WIDER, "true");
        check(WIDER, "");
    }

    @Test
    void a_break_needs_more_than_a_yes() {
        check(NOW, "true");

        assertThatThrownBy(() -> check(NARROWER, "true")).hasMessageContaining("tighter maxLength");
        check(NARROWER, "breaking");
        check(NARROWER, "");
    }

    private Path file() {
        return directory.resolve("parcels.json");
    }

    private void check(String document, String approve) {
        OpenApiApproval.check(file(), document, approve);
    }
}
