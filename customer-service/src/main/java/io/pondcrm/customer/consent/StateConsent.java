package io.pondcrm.customer.consent;

import io.pondcrm.customer.consent.ConsentPayloads.StatementBody;
import io.pondcrm.customer.consent.domain.ConsentChange;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.ConsentStatement;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Takes down what a customer allows, or no longer allows. */
@Component
class StateConsent {

    private final ConsentLedgers ledgers;
    private final Clock clock;

    StateConsent(ConsentLedgers ledgers, Clock clock) {
        this.ledgers = ledgers;
        this.clock = clock;
    }

    ConsentChange handle(CustomerId customer, StatementBody body, String source) {
        var now = clock.instant();
        var at = body.at() == null ? now : body.at().truncatedTo(ChronoUnit.MILLIS);
        var statement =
                new ConsentStatement(
                        body.purpose(),
                        body.channel(),
                        body.decision(),
                        at,
                        now,
                        body.textVersion(),
                        body.evidence(),
                        source,
                        Boolean.TRUE.equals(body.byGuardian()));
        return ledgers.change(customer, ledger -> ledger.add(statement));
    }
}
