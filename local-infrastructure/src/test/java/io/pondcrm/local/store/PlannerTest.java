package io.pondcrm.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import io.pondcrm.local.store.Planner.Ordered;
import io.pondcrm.local.store.Planner.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which index serves the queries that the services ask all day. */
class PlannerTest {

    private final StoreCollection customers =
            new StoreDatabase(
                            "t",
                            new CursorRegistry(),
                            new Cursors(InstantSource.fixed(Instant.EPOCH)),
                            _ -> {})
                    .findOrCreate("customers");

    @Test
    void id_and_version_is_one_look_up_by_id() {
        index("v", "version");

        assertThat(plans("{_id: 'a', version: 3}", "{}", 1))
                .singleElement()
                .satisfies(plan -> assertThat(plan.index().getName()).isEqualTo("_id_"))
                .satisfies(plan -> assertThat(plan.intervals()).hasSize(1));
    }

    @Test
    void a_list_of_keys_is_one_interval_each() {
        index("key", "key");

        assertThat(plans("{key: {$in: ['c', 'a', 'b', 'a']}}", "{}", 0))
                .singleElement()
                .satisfies(plan -> assertThat(plan.intervals()).hasSize(3));
        assertThat(plans("{_id: {$in: [1, 2]}}", "{_id: -1}", 0))
                .singleElement()
                .extracting(Plan::ordered)
                .isEqualTo(Ordered.ALL);
    }

    @Test
    void an_equality_prefix_with_a_keyset_sort_is_read_in_order_either_way() {
        index("list", "tier", "-at", "-_id");

        assertOrdered("{tier: 'GOLD'}", "{at: -1, _id: -1}", false);
        assertOrdered("{tier: 'GOLD'}", "{at: 1, _id: 1}", true);
        assertOrdered("{tier: 'GOLD', at: {$lt: 5}}", "{at: -1, _id: -1}", false);
        assertThat(plans("{tier: 'GOLD'}", "{at: 1, _id: -1}", 5).getFirst().ordered())
                .isEqualTo(Ordered.NO);
    }

    @Test
    void the_two_branches_of_a_keyset_page_are_two_ranges_in_order() {
        index("list", "tier", "-at", "-_id");

        List<Plan> plans =
                plans(
                        "{tier: 'GOLD', $or: [{at: {$lt: 5}}, {at: 5, _id: {$lt: 'k'}}]}",
                        "{at: -1, _id: -1}",
                        5);

        assertThat(plans).hasSize(2);
        assertThat(plans).extracting(plan -> plan.index().getName()).containsOnly("list");
        assertThat(plans).extracting(Plan::ordered).containsOnly(Ordered.ALL);
    }

    @Test
    void a_sparse_index_serves_what_asks_for_presence_and_nothing_else() {
        customers.createIndex(
                new OrderedIndex(
                        "pending", List.of(new IndexKey("pendingSince", true)), false, true));

        assertOrdered("{pendingSince: {$exists: true}}", "{pendingSince: 1}", false);
        assertOrdered("{pendingSince: {$gt: 5}}", "{pendingSince: 1}", false);
        assertThat(plans("{}", "{pendingSince: 1}", 5)).isEmpty();
        assertThat(plans("{pendingSince: null}", "{}", 5)).isEmpty();
    }

    @Test
    void a_list_of_values_before_the_sort_is_read_in_order_per_value() {
        index("list", "status", "at", "_id");

        assertThat(plans("{status: {$in: ['A', 'B']}}", "{at: 1, _id: 1}", 5))
                .singleElement()
                .extracting(Plan::ordered)
                .isEqualTo(Ordered.EACH_INTERVAL);
    }

    @Test
    void tokens_of_an_array_keep_the_order_of_what_follows() {
        index("search", "tokens", "at", "_id");
        customers.insert(parse("{_id: 1, tokens: ['ada', 'london'], at: 1}"));

        assertOrdered("{tokens: 'ada'}", "{at: 1, _id: 1}", false);
        assertThat(plans("{tokens: {$all: ['ada', 'x']}}", "{at: 1, _id: 1}", 5))
                .singleElement()
                .extracting(Plan::ordered)
                .isEqualTo(Ordered.ALL);
        assertThat(plans("{}", "{tokens: 1}", 5)).isEmpty();
    }

    @Test
    void both_fields_of_one_array_element_are_bound_by_an_element_match_only() {
        index("external", "ids.system", "ids.key");
        customers.insert(parse("{_id: 1, ids: [{system: 's', key: 'k'}]}"));

        Plan joint = plans("{ids: {$elemMatch: {system: 's', key: 'k'}}}", "{}", 0).getFirst();
        Plan apart = plans("{'ids.system': 's', 'ids.key': 'k'}", "{}", 0).getFirst();

        assertThat(joint.intervals().getFirst().from().length)
                .isGreaterThan(apart.intervals().getFirst().from().length);
    }

    @Test
    void a_prefix_pattern_is_a_range() {
        index("name", "name");

        assertThat(plans("{name: {$regex: '^Ad'}}", "{}", 0)).hasSize(1);
        assertThat(plans("{name: {$regex: '^Ad|^B'}}", "{}", 0)).isEmpty();
        assertThat(plans("{name: {$regex: '^Ad', $options: 'i'}}", "{}", 0)).isEmpty();
        assertThat(AnchoredPattern.startOf("^\\Qa.b\\E", "")).isEqualTo("a.b");
        assertThat(AnchoredPattern.startOf("^ab*", "")).isEqualTo("a");
        assertThat(AnchoredPattern.startOf("^a.b", "")).isEqualTo("a");
        assertThat(AnchoredPattern.startOf("ab", "")).isEmpty();
    }

    private void assertOrdered(String filter, String sort, boolean backwards) {
        assertThat(plans(filter, sort, 5))
                .singleElement()
                .satisfies(plan -> assertThat(plan.ordered()).isEqualTo(Ordered.ALL))
                .satisfies(plan -> assertThat(plan.backwards()).isEqualTo(backwards));
    }

    private List<Plan> plans(String filter, String sort, int limit) {
        return Planner.plan(
                customers.orderedIndexes(), parse(filter), SortOrder.of(parse(sort)), limit > 0);
    }

    private void index(String name, String... fields) {
        customers.createIndex(
                new OrderedIndex(
                        name,
                        Arrays.stream(fields)
                                .map(field ->
                                        new IndexKey(
                                                field.replace("-", ""), !field.startsWith("-")))
                                .toList(),
                        false,
                        false));
    }

    private static Document parse(String json) {
        var bson =
                new org.bson.RawBsonDocument(
                        org.bson.BsonDocument.parse(json), new org.bson.codecs.BsonDocumentCodec());
        byte[] bytes = new byte[bson.getByteBuffer().remaining()];
        bson.getByteBuffer().get(bytes);
        return DocumentBytes.decode(bytes, 0);
    }
}
