package io.pondcrm.customer.drift;

import io.pondcrm.chassis.copies.Copy;
import io.pondcrm.customer.drift.domain.Roll;
import io.pondcrm.customer.drift.domain.Told;
import io.pondcrm.customer.drift.domain.Truth;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What all features together say of customers, in the form in which copies are told. */
@Component
class Statements {

    private final Roll roll;
    private final List<Truth> truths;

    Statements(Roll roll, List<Truth> truths) {
        this.roll = roll;
        this.truths = List.copyOf(truths);
    }

    /**
     * @param isWaiting whether some of it is still on its way out
     */
    record Statement(Roll.Person person, Copy copy, boolean isWaiting) {

        /** Changes with everything that is said. */
        String seen() {
            return Copy.about("")
                    .field(
                            "seen",
                            Map.of(
                                    "versions",
                                    new TreeMap<>(copy.versions()),
                                    "fields",
                                    new TreeMap<>(copy.fields())))
                    .copy()
                    .fields()
                    .getOrDefault("seen", "");
        }
    }

    /** Of those who are known. Of who is part of another only that. */
    Map<String, Statement> of(Collection<String> customers) {
        var ids = customers.stream().map(CustomerId::find).flatMap(Optional::stream).toList();
        var people = new LinkedHashMap<>(roll.of(ids));
        var drafts = new HashMap<CustomerId, Copy.Draft>();
        var waiting = new HashMap<CustomerId, Boolean>();
        people.keySet().forEach(it -> drafts.put(it, Copy.about(it.value())));
        var apart = people.values().stream().filter(it -> it.survivor() == null).toList();
        for (var truth : truths) {
            var asked = truth.fields().contains("mergedInto") ? people.values() : apart;
            truth.told(asked)
                    .forEach((customer, told) -> {
                        var draft = drafts.get(customer);
                        if (draft != null) {
                            add(draft, told);
                            waiting.merge(customer, told.isWaiting(), Boolean::logicalOr);
                        }
                    });
        }
        var statements = new LinkedHashMap<String, Statement>();
        people.forEach((customer, person) ->
                statements.put(
                        customer.value(),
                        new Statement(
                                person,
                                Objects.requireNonNull(drafts.get(customer)).copy(),
                                waiting.getOrDefault(customer, false))));
        return statements;
    }

    private static void add(Copy.Draft draft, Told told) {
        told.versions().forEach(draft::version);
        told.fields().forEach(draft::field);
        told.items().forEach(draft::items);
    }
}
