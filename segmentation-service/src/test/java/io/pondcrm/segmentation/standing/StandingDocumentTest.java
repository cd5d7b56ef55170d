package io.pondcrm.segmentation.standing;

import static io.pondcrm.segmentation.facts.domain.Fixtures.ADA;
import static io.pondcrm.segmentation.facts.domain.Fixtures.day;
import static io.pondcrm.segmentation.facts.domain.Fixtures.registered;
import static io.pondcrm.segmentation.facts.domain.Fixtures.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Interner;
import io.pondcrm.segmentation.facts.domain.Profile;
import io.pondcrm.segmentation.standing.domain.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** What is known of a customer, as it lies in the store. */
class StandingDocumentTest {

    static final Instant CREATED = day("2026-01-01");
    static final CustomerFacts KNOWN =
            registered(ADA, CREATED, sale("1", day("2026-01-02"), "12.30"));

    private final MappingMongoConverter converter = converter();

    private static MappingMongoConverter converter() {
        var conversions = new MongoCustomConversions(List.of());
        var context = new MongoMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        var converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        converter.afterPropertiesSet();
        return converter;
    }

    private Document stored(CustomerFacts facts) {
        var document = new Document();
        converter.write(StandingDocument.first(facts, Standing.NONE, null, null), document);
        return document;
    }

    private CustomerFacts read(Document document) {
        return converter.read(StandingDocument.class, document).facts();
    }

    private static Fact described(long version, Map<String, String> attributes, Instant since) {
        return new Fact.Described(
                new Profile(
                        version,
                        "ORGANIZATION",
                        "CN-SH",
                        null,
                        null,
                        null,
                        null,
                        Set.of("vip"),
                        attributes,
                        Set.of("erp"),
                        CREATED),
                since);
    }

    @Test
    void profiles_of_all_times_and_attributes_come_back_as_they_went_in() {
        var changed =
                KNOWN.learn(
                        List.of(
                                described(
                                        2,
                                        Map.of("assets", "5.50", "行业", "tea"),
                                        day("2026-02-01")),
                                described(
                                        3,
                                        Map.of("assets", "5.50", "行业", "tea"),
                                        day("2026-02-02")),
                                described(4, Map.of(), day("2026-03-01"))));

        assertThat(changed.profiles().versions()).hasSize(3);
        assertThat(read(stored(changed))).isEqualTo(changed);
        assertThat(changed.packed(new Interner())).isEqualTo(changed);
        assertThat(changed.findProfileAt(day("2026-02-15")).orElseThrow().attributes())
                .containsEntry("assets", "5.50");
    }

    @Test
    void a_profile_of_one_version_takes_no_more_room_than_it_did() {
        assertThat(stored(KNOWN)).doesNotContainKey("earlierProfiles");
        assertThat(stored(KNOWN).get("profile", Document.class))
                .containsOnlyKeys(
                        "sequence",
                        "kind",
                        "region",
                        "gender",
                        "ageBand",
                        "birthday",
                        "locale",
                        "tags",
                        "systems",
                        "createdAt");
    }

    /** The profile that an earlier release left counts for all times, until another one comes. */
    @Test
    void what_an_earlier_release_left_is_read() {
        var left = stored(KNOWN);
        left.get("profile", Document.class).put("sequence", 7L);

        var facts = read(left);
        var changed = facts.learn(List.of(described(8, Map.of(), day("2026-04-01"))));

        assertThat(facts.findProfileAt(CREATED.minusSeconds(1)).orElseThrow().kind())
                .isEqualTo("PERSON");
        assertThat(changed.findProfileAt(day("2026-03-31")).orElseThrow().kind())
                .isEqualTo("PERSON");
        assertThat(changed.findProfileAt(day("2026-04-01")).orElseThrow().kind())
                .isEqualTo("ORGANIZATION");
    }
}
