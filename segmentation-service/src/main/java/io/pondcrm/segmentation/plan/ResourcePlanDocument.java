package io.pondcrm.segmentation.plan;

import io.pondcrm.segmentation.plan.domain.Hours;
import io.pondcrm.segmentation.plan.domain.Planning;
import io.pondcrm.segmentation.plan.domain.ResourcePlan;
import io.pondcrm.segmentation.plan.domain.Team;
import io.pondcrm.segmentation.plan.domain.TierNeed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a plan lies in MongoDB; times in hundredths of an hour. */
@Document("resourcePlans")
@TypeAlias("resourcePlan")
record ResourcePlanDocument(
        @Id String id,
        String name,
        String scheme,
        String currency,
        List<TeamPart> teams,
        List<NeedPart> needs,
        List<SharePart> shares,
        Instant asOf) {

    record TeamPart(String id, long capacity, List<String> tiers) {

        Team toDomain() {
            return new Team(id, new Hours(capacity), new HashSet<>(tiers));
        }
    }

    record NeedPart(
            String tier,
            long customers,
            long each,
            String minServiceLevel,
            String valueAtRisk,
            boolean valueComputed) {

        TierNeed toDomain() {
            return new TierNeed(
                    tier,
                    customers,
                    new Hours(each),
                    new BigDecimal(minServiceLevel),
                    new BigDecimal(valueAtRisk),
                    valueComputed);
        }
    }

    record SharePart(String team, String tier, long hours) {

        Planning.Share toDomain() {
            return new Planning.Share(team, tier, new Hours(hours));
        }
    }

    static ResourcePlanDocument of(ResourcePlan plan) {
        return new ResourcePlanDocument(
                plan.id(),
                plan.name(),
                plan.scheme(),
                plan.currency(),
                plan.teams().stream()
                        .map(it ->
                                new TeamPart(
                                        it.id(),
                                        it.capacity().hundredths(),
                                        List.copyOf(new TreeSet<>(it.tiers()))))
                        .toList(),
                plan.needs().stream()
                        .map(it ->
                                new NeedPart(
                                        it.tier(),
                                        it.customers(),
                                        it.each().hundredths(),
                                        it.minServiceLevel().toPlainString(),
                                        it.valueAtRisk().toPlainString(),
                                        it.valueComputed()))
                        .toList(),
                plan.shares().stream()
                        .map(it -> new SharePart(it.team(), it.tier(), it.hours().hundredths()))
                        .toList(),
                plan.asOf());
    }

    ResourcePlan toDomain() {
        return new ResourcePlan(
                id,
                name,
                scheme,
                currency,
                teams.stream().map(TeamPart::toDomain).toList(),
                needs.stream().map(NeedPart::toDomain).toList(),
                shares.stream().map(SharePart::toDomain).toList(),
                asOf);
    }
}
