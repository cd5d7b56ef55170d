package io.pondcrm.customer.interaction.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewInteractionTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CustomerId ADA = CustomerId.of(new UUID(0, 1));

    private static NewInteraction by(Actor actor, @Nullable String action, Instant at) {
        return new NewInteraction(
                "shop", "EV-1", actor, InteractionType.SOCIAL, action, at, "WECHAT");
    }

    private static Interaction stored(NewInteraction request, @Nullable CustomerId customer) {
        return Interaction.of("int_1", customer, request, NOON);
    }

    @Test
    void an_action_is_a_code_for_it_travels_with_events() {
        var visitor = new Actor.Anonymous("@wang");

        assertThat(by(visitor, "product-viewed.v2", NOON).flaws(NOON)).isEmpty();
        assertThat(by(visitor, null, NOON).flaws(NOON)).isEmpty();
        for (var text : List.of("", "Wang called", "x".repeat(65), "138-0013-8000 called")) {
            assertThat(by(visitor, text, NOON).flaws(NOON))
                    .containsExactly(new Flaw("/action", Flaw.Kind.CODE_FORMAT));
        }
    }

    @Test
    void nothing_happens_later_than_now_but_clocks_may_differ() {
        var visitor = new Actor.Anonymous("@wang");

        assertThat(by(visitor, null, NOON.plus(Duration.ofMinutes(5))).flaws(NOON)).isEmpty();
        assertThat(by(visitor, null, NOON.plus(Duration.ofMinutes(6))).flaws(NOON))
                .containsExactly(new Flaw("/occurredAt", Flaw.Kind.IN_FUTURE));
        assertThat(by(visitor, null, Instant.EPOCH).flaws(NOON)).isEmpty();
        assertThat(by(new Actor.Anonymous(" "), null, NOON).flaws(NOON))
                .containsExactly(new Flaw("/anonymousId", Flaw.Kind.TEXT_FORMAT));
    }

    @Test
    void a_visitors_interaction_stays_the_same_when_its_customer_is_found() {
        var request = by(new Actor.Anonymous("@wang"), "like", NOON);
        var known = stored(request, null).linkedTo(ADA, NOON.plusSeconds(9));

        assertThat(known.repeatedAs(stored(request, null)))
                .isEqualTo(new Recording.Duplicate(known));
        assertThat(known.repeatedAs(stored(by(new Actor.Known(ADA), "like", NOON), ADA)))
                .isEqualTo(new Recording.Conflicting(known, List.of("anonymousId")));
    }

    @Test
    void other_content_under_the_same_number_is_named() {
        var first = stored(by(new Actor.Known(ADA), "like", NOON), ADA);
        var second = stored(by(new Actor.Known(ADA), "share", NOON.plusSeconds(1)), ADA);

        assertThat(first.repeatedAs(second))
                .isEqualTo(new Recording.Conflicting(first, List.of("action", "occurredAt")));
    }
}
