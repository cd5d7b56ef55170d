package io.pondcrm.engagement.loyalty;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.customer.TransactionRecordedV1;
import io.pondcrm.engagement.entitlement.domain.Entitlements;
import io.pondcrm.engagement.identity.domain.Identities;
import io.pondcrm.engagement.loyalty.domain.Accounts;
import io.pondcrm.engagement.loyalty.domain.Cause;
import io.pondcrm.engagement.loyalty.domain.EarningRule;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Gives points for purchases and takes them back for refunds, by the rule of their currency that
 * was valid when they happened. They go to the id that they came with, merged or not: what is told
 * late falls to where it belongs. A refund does not say which purchase it undoes: it takes back
 * what its amount would earn.
 */
@Component
class LoyaltyEventsHandler implements EventHandler {

    private final Accounts accounts;
    private final Identities identities;
    private final Entitlements entitlements;
    private final MongoOperations mongo;

    LoyaltyEventsHandler(
            Accounts accounts,
            Identities identities,
            Entitlements entitlements,
            MongoOperations mongo) {
        this.accounts = accounts;
        this.identities = identities;
        this.entitlements = entitlements;
        this.mongo = mongo;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("loyalty", TransactionRecordedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var rules =
                mongo.findAll(EarningRuleDocument.class).stream()
                        .map(EarningRuleDocument::toDomain)
                        .toList();
        if (rules.isEmpty()) {
            return;
        }
        batch.stream()
                .flatMap(it -> it.events().stream())
                .map(it -> (TransactionRecordedV1) it.event())
                // A refund told before its purchase would find nothing to take back.
                .sorted(Comparator.comparing(TransactionRecordedV1::occurredAt))
                .forEach(it -> book(it, rules));
    }

    private void book(TransactionRecordedV1 told, List<EarningRule> rules) {
        var happened = told.occurredAt().truncatedTo(ChronoUnit.MILLIS);
        var rule = inForce(rules, told.currency(), happened);
        if (rule.isEmpty()) {
            return;
        }
        var customer = new CustomerId(told.customerId());
        var worth =
                rule.get()
                        .worth(
                                new BigDecimal(told.amount()),
                                it -> entitlements.isHeld(customer, it, happened));
        if (worth > 0) {
            switch (told.type()) {
                case "SALE" -> earn(customer, told.transactionId(), happened, worth, rule.get());
                case "REFUND" -> {
                    var cause = new Cause(Cause.Type.REFUND, told.transactionId(), happened);
                    accounts.book(
                            customer, cause, (account, now) -> account.reverse(worth, cause, now));
                }
                default -> {
                    // Neither gives nor takes.
                }
            }
        }
    }

    private void earn(
            CustomerId customer, String purchase, Instant at, long worth, EarningRule rule) {
        var cause = new Cause(Cause.Type.PURCHASE, purchase, at);
        accounts.book(
                customer,
                cause,
                (account, now) ->
                        account.earn(
                                rule.isCapped() ? rule.capped(worth, earned(customer, at)) : worth,
                                rule.activatesAt(at),
                                rule.expiresAt(at),
                                cause,
                                now));
    }

    private EarningRule.Earned earned(CustomerId customer, Instant at) {
        return accounts.earned(identities.of(customer).ids(), at);
    }

    private static Optional<EarningRule> inForce(
            List<EarningRule> rules, String currency, Instant at) {
        return rules.stream()
                .filter(it -> it.currency().equals(currency) && !it.validFrom().isAfter(at))
                .max(Comparator.comparing(EarningRule::validFrom).thenComparing(EarningRule::id));
    }
}
