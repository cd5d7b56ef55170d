package io.pondcrm.churn.standing;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.churn.score.domain.Contribution;
import io.pondcrm.churn.standing.domain.StandingChange;
import io.pondcrm.churn.warning.domain.Warning;
import io.pondcrm.contracts.churn.Amount;
import io.pondcrm.contracts.churn.ChurnReason;
import io.pondcrm.contracts.churn.ChurnScoredV1;
import io.pondcrm.contracts.churn.ChurnWarningRaisedV1;
import io.pondcrm.contracts.churn.ChurnWarningResolvedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in the words of the contracts how a customer stands differently. */
@Component
class StandingEvents {

    private final EventWriter events;

    StandingEvents(EventWriter events) {
        this.events = events;
    }

    List<OutboxEntry> announce(CustomerId customer, List<StandingChange> changes) {
        return changes.stream()
                .map(change -> events.entry(customer.value(), contract(customer.value(), change)))
                .toList();
    }

    private static Record contract(String customer, StandingChange change) {
        return switch (change) {
            case StandingChange.Rescored(var score, var previousBand) ->
                    new ChurnScoredV1(
                            customer,
                            score.definition().id(),
                            score.definition().version(),
                            score.value().toPlainString(),
                            score.band().name(),
                            previousBand == null ? null : previousBand.name(),
                            score.label().name(),
                            reasons(score.reasons()),
                            amount(score.expectedLoss()),
                            score.inputsHash(),
                            score.asOf());
            case StandingChange.WarningRaised(var warning) ->
                    new ChurnWarningRaisedV1(
                            warning.id(),
                            customer,
                            warning.level().name(),
                            warning.score().toPlainString(),
                            warning.label().name(),
                            warning.definition(),
                            warning.definitionVersion(),
                            reasons(warning.reasons()),
                            amount(warning.expectedLoss()),
                            warning.raisedAt());
            case StandingChange.WarningClosed(var warning) -> closed(customer, warning);
        };
    }

    private static ChurnWarningResolvedV1 closed(String customer, Warning warning) {
        return new ChurnWarningResolvedV1(
                warning.id(),
                customer,
                Objects.requireNonNull(warning.outcome()).name(),
                warning.score().toPlainString(),
                warning.raisedAt(),
                Objects.requireNonNull(warning.closedAt()));
    }

    private static List<ChurnReason> reasons(List<Contribution> contributions) {
        return contributions.stream()
                .map(it ->
                        new ChurnReason(
                                it.feature(),
                                it.value(),
                                it.points().toPlainString(),
                                it.words().en(),
                                it.words().zh()))
                .toList();
    }

    private static @Nullable Amount amount(@Nullable Money money) {
        return money == null
                ? null
                : new Amount(money.amount().toPlainString(), money.currency().getCurrencyCode());
    }
}
