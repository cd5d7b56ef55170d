package io.pondcrm.segmentation.plan;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.segmentation.plan.domain.HoursSolver;
import io.pondcrm.segmentation.plan.domain.Planning;
import io.pondcrm.segmentation.plan.domain.ResourcePlan;
import io.pondcrm.segmentation.plan.domain.TierNeed;
import io.pondcrm.segmentation.tier.domain.HeldTiers;
import io.pondcrm.segmentation.tier.domain.TierSchemes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Makes plans and keeps them. A plan never changes. */
@Component
class MakePlan {

    private final MongoOperations mongo;
    private final HeldTiers tiers;
    private final HoursSolver solver;
    private final String currency;

    MakePlan(
            MongoOperations mongo,
            HeldTiers tiers,
            HoursSolver solver,
            @Value("${pond.segmentation.currency:CNY}") String currency) {
        this.mongo = mongo;
        this.tiers = tiers;
        this.solver = solver;
        this.currency = currency;
    }

    String scheme(ResourcePlanPayloads.NewPlan body) {
        var named = body.scheme();
        return named == null ? TierSchemes.MAIN : named;
    }

    List<FieldError> faults(ResourcePlanPayloads.NewPlan body) {
        return body.faults(tiers.listTiers(scheme(body)), currency);
    }

    Optional<ResourcePlan> find(String id) {
        return Optional.ofNullable(mongo.findById(id, ResourcePlanDocument.class))
                .map(ResourcePlanDocument::toDomain);
    }

    /**
     * Makes a plan, unless it is made.
     *
     * @param spend what the customers of each tier spent, where that is not given
     */
    ResourcePlan handle(
            String id,
            ResourcePlanPayloads.NewPlan body,
            Map<String, BigDecimal> spend,
            Instant at) {
        return find(id).orElseGet(() -> keep(plan(id, body, spend, at)));
    }

    private ResourcePlan plan(
            String id,
            ResourcePlanPayloads.NewPlan body,
            Map<String, BigDecimal> spend,
            Instant at) {
        var scheme = scheme(body);
        var needs = body.needs(tiers.count(scheme), spend);
        return switch (Planning.of(body.teamsToDomain(), needs, solver)) {
            case Planning.Planned(var shares) ->
                    new ResourcePlan(
                            id,
                            body.name(),
                            scheme,
                            currency,
                            body.teamsToDomain(),
                            needs,
                            shares,
                            at);
            case Planning.FloorsTooHigh lack ->
                    throw ResourcePlanProblem.RESOURCE_PLAN_HOURS_MISSING.exception(
                            missing(needs, lack),
                            ResourcePlanPayloads.text(lack.missingInAll()),
                            ResourcePlanPayloads.text(lack.needed()),
                            ResourcePlanPayloads.text(lack.available()));
        };
    }

    private static List<FieldError> missing(List<TierNeed> needs, Planning.FloorsTooHigh lack) {
        var errors = new ArrayList<FieldError>();
        for (var at = 0; at < needs.size(); at++) {
            var hours = lack.missing().get(needs.get(at).tier());
            if (hours != null) {
                errors.add(
                        new FieldError(
                                "/tiers/" + at + "/minServiceLevel",
                                "hours-missing",
                                new Text("{0} hours are missing here", "此处缺少 {0} 小时"),
                                List.of(ResourcePlanPayloads.text(hours))));
            }
        }
        return errors;
    }

    private ResourcePlan keep(ResourcePlan plan) {
        try {
            mongo.insert(ResourcePlanDocument.of(plan));
            return plan;
        } catch (DuplicateKeyException _) {
            // The same request at the same time: both answer with what is kept.
            return find(plan.id()).orElseThrow();
        }
    }
}
