package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final List<String> ALL =
            Program.all(new Settings(Path.of("."), Path.of("."), Path.of("."), Map.of())).stream()
                    .map(Program::name)
                    .toList();

    @Test
    void no_name_means_all() {
        assertThat(Selection.of(ALL, List.of())).isEqualTo(new Selection.Programs(ALL));
    }

    @Test
    void named_services_come_with_what_they_need_in_the_order_of_their_start() {
        assertThat(Selection.of(ALL, List.of("segmentation", "customer", "segmentation")))
                .isEqualTo(
                        new Selection.Programs(
                                List.of(
                                        "store",
                                        "broker",
                                        "issuer",
                                        "customer",
                                        "segmentation",
                                        "gateway")));
    }

    @Test
    void the_gateway_alone_is_for_those_who_run_a_service_elsewhere() {
        assertThat(Selection.of(ALL, List.of("gateway")))
                .isEqualTo(new Selection.Programs(List.of("store", "broker", "issuer", "gateway")));
    }

    @Test
    void names_of_no_service_are_told_with_those_that_there_are() {
        assertThat(Selection.of(ALL, List.of("customer", "crm", "store", "crm")))
                .isEqualTo(
                        new Selection.Unknown(
                                List.of("crm", "store"),
                                List.of(
                                        "customer",
                                        "segmentation",
                                        "engagement",
                                        "feedback",
                                        "churn",
                                        "gateway")));
    }
}
