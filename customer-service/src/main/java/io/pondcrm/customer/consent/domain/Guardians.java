package io.pondcrm.customer.consent.domain;

import io.pondcrm.customer.profile.domain.Profile;
import java.time.Instant;

/** For whom a parent or guardian has to consent. */
public interface Guardians {

    /**
     * @param at when consent is given
     * @return false where no date of birth is known
     */
    boolean needsGuardian(Profile profile, Instant at);
}
